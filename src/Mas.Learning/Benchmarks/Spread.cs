namespace Mas.Learning.Benchmarks;

/// <summary>Times of something repeated, in milliseconds.</summary>
/// <param name="Min">The shortest.</param>
/// <param name="Median">The one in the middle; of an even number, the mean of the two in the middle.</param>
/// <param name="Max">The longest.</param>
public sealed record Spread(double Min, double Median, double Max)
{
    /// <summary>The spread of some times.</summary>
    /// <param name="milliseconds">At least one, in any order.</param>
    public static Spread Of(IReadOnlyList<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(sorted[0], median, sorted[^1]);
    }
}
