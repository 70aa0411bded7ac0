using System.Globalization;

namespace Mas.Federation.Runs;

/// <summary>The whole numbers an option takes, both ends included.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct IntegerRange(int Minimum, int Maximum)
{
    /// <summary>Whether <paramref name="value"/> is one of them.</summary>
    public bool Contains(int value) => value >= Minimum && value <= Maximum;

    /// <summary>The range as a sentence has it: <c>1 to 64</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum}");
}
