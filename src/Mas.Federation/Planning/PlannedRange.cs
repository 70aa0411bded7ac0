namespace Mas.Federation.Planning;

/// <summary>
/// A planned figure: where it depends on which groups will be chosen, the mean over draws and how far they go.
/// </summary>
/// <param name="Mean">The mean.</param>
/// <param name="Least">The least of all draws.</param>
/// <param name="Most">The most of all draws.</param>
public sealed record PlannedRange(double Mean, double Least, double Most)
{
    /// <summary>The range of these values; at least one.</summary>
    public static PlannedRange Of(IReadOnlyCollection<double> values) =>
        new(values.Average(), values.Min(), values.Max());
}
