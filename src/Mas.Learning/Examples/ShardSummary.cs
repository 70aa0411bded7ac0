namespace Mas.Learning.Examples;

/// <summary>What one client has to learn from.</summary>
/// <param name="Name">The client.</param>
/// <param name="Train">Examples to train on.</param>
/// <param name="Validation">Examples to validate on.</param>
/// <param name="Test">Examples to test on.</param>
/// <param name="Fields">The fields that it has labels of.</param>
public sealed record ShardSummary(string Name, int Train, int Validation, int Test, IReadOnlyList<string> Fields)
{
    /// <summary>By field, where its labels come from; empty (default) where the data do not say.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The summary of a shard that is open.</summary>
    public static ShardSummary Of(IShard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        return new ShardSummary(
            shard.Name, shard.Count(Split.Train), shard.Count(Split.Validation), shard.Count(Split.Test),
            [.. shard.Targets.Select(target => target.Name).Where(shard.Has)]);
    }
}
