using System.Globalization;

namespace Mas.Learning;

/// <summary>The finite numbers an option accepts, both ends included unless stated otherwise.</summary>
/// <param name="Minimum">The lower end.</param>
/// <param name="Maximum">The upper end; infinite where there is none.</param>
public readonly record struct RealRange(double Minimum, double Maximum)
{
    /// <summary>Whether values must be above <see cref="Minimum"/>.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>Whether values must be below <see cref="Maximum"/>.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>What a value must be, for <see cref="ValueFault"/>: <c>a number, above 0 and at most 10</c>.</summary>
    public string Expected => $"a number, {this}";

    /// <summary>Whether <paramref name="value"/> is finite and in range.</summary>
    public bool Contains(double value) => double.IsFinite(value)
        && (ExcludesMinimum ? value > Minimum : value >= Minimum)
        && (ExcludesMaximum ? value < Maximum : value <= Maximum);

    /// <inheritdoc cref="IntegerRange.Faults"/>
    public IEnumerable<string> Faults(string name, double value) => Contains(value)
        ? []
        : [ValueFault.Of(name, value.ToString(CultureInfo.InvariantCulture), Expected)];

    /// <summary>The range as part of a sentence: <c>0 to 1</c>, <c>above 0 and at most 10</c>.</summary>
    public override string ToString()
    {
        if (!ExcludesMinimum && !ExcludesMaximum && double.IsFinite(Maximum))
        {
            return $"{Text(Minimum)} to {Text(Maximum)}";
        }

        var least = $"{(ExcludesMinimum ? "above" : "at least")} {Text(Minimum)}";
        return double.IsFinite(Maximum)
            ? $"{least} and {(ExcludesMaximum ? "below" : "at most")} {Text(Maximum)}"
            : least;
    }

    private static string Text(double value) =>
        value.ToString(Math.Abs(value) >= 1e9 ? "0.###e0" : "", CultureInfo.InvariantCulture);
}
