using Mas.Learning.Objectives;

namespace Mas.Wire.Documents;

/// <summary>What a client counted in the targets of its training views.</summary>
/// <param name="Targets">By task of the order, a histogram per target channel.</param>
public sealed record CountedDocument(IReadOnlyList<IReadOnlyList<HistogramDocument>> Targets)
{
    /// <summary>The document of histograms.</summary>
    public static CountedDocument Of(IEnumerable<IReadOnlyList<TargetHistogram>> counts) =>
        new([.. counts.Select(channels => channels.Select(HistogramDocument.Of).ToArray())]);

    /// <summary>The histograms.</summary>
    public IReadOnlyList<TargetHistogram>[] ToHistograms() =>
        [.. Targets.Select(channels => channels.Select(channel => channel.ToHistogram()).ToArray())];
}
