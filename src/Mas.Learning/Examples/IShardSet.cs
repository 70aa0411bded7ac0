using Mas.Learning.Tasks;

namespace Mas.Learning.Examples;

/// <summary>Shards of one kind that are open: the data of a run, or of one device.</summary>
public interface IShardSet : IDisposable
{
    /// <summary>Where the data lie, for messages: a folder, a file, an address.</summary>
    string Location { get; }

    /// <summary>The shards, by name in ordinal order.</summary>
    IReadOnlyList<IShard> Shards { get; }

    /// <summary>The digest of what they hold: a run continues only with the data it began with.</summary>
    ShardsDigest Digest { get; }

    /// <summary>The tasks that the data themselves define; empty (default) where a run chooses its tasks.</summary>
    IReadOnlyList<TaskDescription> Tasks => [];

    /// <summary>What the numbers of examples mean outside of Mas. Default: what the targets' units tell.</summary>
    DataMeaning Meaning => new(
        [],
        [
            .. Shards.SelectMany(shard => shard.Targets).DistinctBy(target => target.Name)
                .Select(target => new TargetMeaning(target.Name, target.Unit, [])),
        ]);

    /// <summary>Examples that the data leave out.</summary>
    int ExcludedExamples => 0;

    /// <summary>What readers should know before training, a sentence each.</summary>
    IReadOnlyList<string> Notes => [];
}
