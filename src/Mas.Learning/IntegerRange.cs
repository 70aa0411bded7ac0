using System.Globalization;

namespace Mas.Learning;

/// <summary>The whole numbers an option accepts, both ends included.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct IntegerRange(int Minimum, int Maximum)
{
    /// <summary>What a value must be, for <see cref="ValueFault"/>: <c>a whole number, 1 to 64</c>.</summary>
    public string Expected => $"a whole number, {this}";

    /// <summary>Whether <paramref name="value"/> is one of them.</summary>
    public bool Contains(int value) => value >= Minimum && value <= Maximum;

    /// <summary>The fault of a value out of range; empty if it is in range.</summary>
    /// <param name="name">Where the value is, such as <c>--batch</c>.</param>
    /// <param name="value">The value.</param>
    public IEnumerable<string> Faults(string name, int value) => Contains(value)
        ? []
        : [ValueFault.Of(name, value.ToString(CultureInfo.InvariantCulture), Expected)];

    /// <summary>The range as part of a sentence: <c>1 to 64</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum}");
}
