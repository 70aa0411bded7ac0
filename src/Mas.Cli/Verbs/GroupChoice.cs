using System.Text.Json.Serialization;
using Mas.Federation.Grouping;

namespace Mas.Cli.Verbs;

/// <summary>What <c>mas group --json</c> prints.</summary>
/// <param name="Groups">The tasks of each group.</param>
/// <param name="Value">The value of the grouping.</param>
/// <param name="RunnerUp">The second-best grouping; null where there is none or none is looked for.</param>
internal sealed record GroupChoice(
    IReadOnlyList<IReadOnlyList<string>> Groups, double Value, NamedGrouping? RunnerUp)
{
    /// <summary>
    /// What a task alone scores: <c>mean</c> of what it gives and takes, or the diagonal of the <c>file</c>; null where
    /// groups overlap.
    /// </summary>
    public string? SelfAffinity { get; init; }

    /// <summary>
    /// The pairs that are unknown, i and j, and count as 0, neither help nor harm; empty where all are known.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> CountedAsZero { get; init; } = [];

    /// <summary>By task, the index of the group whose model counts for it; only where groups overlap.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? ServedBy { get; init; }

    /// <summary>How far another matrix agrees; only with <c>--against</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatrixAgreement? Against { get; init; }

    /// <summary>How far liars could have bent the choice; only with <c>--liars</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LieOutcome>? Liars { get; init; }

    /// <summary>Whether another choice has the same groups, whichever of them serves a task.</summary>
    internal bool HasGroupsOf(GroupChoice other) =>
        Groups.Count == other.Groups.Count && Groups.Zip(other.Groups).All(pair => pair.First.SequenceEqual(pair.Second));
}
