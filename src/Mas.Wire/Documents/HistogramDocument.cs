using Mas.Learning.Objectives;

namespace Mas.Wire.Documents;

/// <summary>A histogram of one channel of a task's targets, as <see cref="TargetHistogram"/> bins values.</summary>
/// <param name="LowestBin">The bin of the first count.</param>
/// <param name="Counts">How many values lie in it and in each bin after it; empty where nothing was counted.</param>
public sealed record HistogramDocument(int LowestBin, IReadOnlyList<long> Counts)
{
    /// <summary>The document of a histogram.</summary>
    public static HistogramDocument Of(TargetHistogram histogram) => new(
        histogram.LowestBin,
        histogram.Total == 0
            ? []
            : [.. Enumerable.Range(histogram.LowestBin, histogram.HighestBin - histogram.LowestBin + 1)
                .Select(bin => histogram[bin])]);

    /// <summary>The histogram, equal in every count to the one the document was made of.</summary>
    public TargetHistogram ToHistogram()
    {
        var histogram = new TargetHistogram();
        for (var index = 0; index < Counts.Count; index++)
        {
            histogram.Add(LowestBin + index, Counts[index]);
        }

        return histogram;
    }
}
