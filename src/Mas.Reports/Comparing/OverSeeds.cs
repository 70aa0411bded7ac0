using System.Text.Json.Serialization;

namespace Mas.Reports.Comparing;

/// <summary>A quantity measured once a seed. Immutable.</summary>
/// <param name="Mean">The mean of <paramref name="Values"/>; no number where one of them is none.</param>
/// <param name="StandardDeviation">
/// Their standard deviation, as an estimate from a sample (divided by one less than their number); null for one value.
/// </param>
/// <param name="Values">The values, in the order of the seeds they belong to; at least one.</param>
[JsonConverter(typeof(OverSeedsJsonConverter))]
public sealed record OverSeeds(double Mean, double? StandardDeviation, IReadOnlyList<double> Values)
{
    /// <summary>Mean and standard deviation of these values.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static OverSeeds Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("There must be at least one value.", nameof(values));
        }

        var mean = values.Average();
        return new(mean, values.Count == 1 ? null : Math.Sqrt(
            values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)), values);
    }

    /// <summary>
    /// Every element of matrices of one shape, one matrix per seed, over the seeds in which it is known; null if it is
    /// known in none.
    /// </summary>
    internal static IReadOnlyList<IReadOnlyList<OverSeeds?>> Each(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<double?>>> matrices) =>
    [
        .. matrices[0].Select((row, i) => row
            .Select((_, j) => matrices.Select(one => one[i][j]).OfType<double>().ToList())
            .Select(known => known.Count > 0 ? Of(known) : null).ToArray()),
    ];
}
