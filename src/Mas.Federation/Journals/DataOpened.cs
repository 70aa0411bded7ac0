using Mas.Learning.Examples;

namespace Mas.Federation.Journals;

/// <summary>What the run is trained on. A run on a fleet has none: the data stay with the devices.</summary>
/// <param name="Buildings">Buildings of the data set, each a client.</param>
/// <param name="Views">Their views, in all splits.</param>
/// <param name="ExcludedViews">Views that the data set's description leaves out.</param>
/// <param name="Notes">What readers should know about the data, a sentence each.</param>
public sealed record DataOpened(int Buildings, int Views, int ExcludedViews, IReadOnlyList<string> Notes) : JournalEvent
{
    internal const string Kind = "data-opened";

    /// <summary>What a data set is.</summary>
    public static DataOpened Of(IShardSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(
            data.Shards.Count,
            data.Shards.Sum(shard => Enum.GetValues<Split>().Sum(shard.Count)),
            data.ExcludedExamples,
            data.Notes);
    }
}
