using Mas.Federation.Grouping;

namespace Mas.Reports.Comparing;

/// <summary>The groups a method chose with one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Choice">
/// How: <c>best</c>, <c>worst</c> or <c>random</c> of the partitions, <c>overlapping</c> = the best set of groups that
/// may share tasks, all by affinity; <c>predicted</c> = the set with the least predicted losses.
/// </param>
/// <param name="Groups">The letters of each group's tasks.</param>
/// <param name="Value">The value of the grouping; where it was predicted, the sum of the predicted losses.</param>
/// <param name="RunnerUp">The second-best grouping, or null where there is none or none was looked for.</param>
/// <param name="Lead">By how much the value exceeds the runner-up's, or null where there is none.</param>
public sealed record ChosenGroups(
    ulong Seed,
    string Choice,
    IReadOnlyList<IReadOnlyList<string>> Groups,
    double Value,
    NamedGrouping? RunnerUp,
    double? Lead)
{
    /// <summary>What a run chose, or null where its method chooses no groups.</summary>
    internal static ChosenGroups? Of(ComparedRun run) => run.Story.History switch
    {
        { Split: { } split } => new(
            run.Seed, split.Choice, split.Groups, split.Value, split.RunnerUp, split.Value - split.RunnerUp?.Value),
        { Predicted: { } predicted } => new(run.Seed, "predicted", predicted.Groups, predicted.Total, null, null),
        _ => null,
    };
}
