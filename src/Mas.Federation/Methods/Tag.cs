using Mas.Federation.Grouping;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// TAG (Fifty et al., NeurIPS 2021): all tasks merged into one, only to measure how they help each other; then the best
/// groups, which may share tasks, each trained from scratch. A task is served by the group where it scores highest.
/// </summary>
public sealed class Tag : Method
{
    /// <inheritdoc/>
    public override string Name => "tag";

    /// <inheritdoc/>
    public override string Summary =>
        "all-in-one to measure which task helps which, then the best overlapping groups from scratch";

    /// <inheritdoc/>
    public override string Title => "grouped by TAG";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads => ["groups", .. ProbingOptions.Names];

    /// <inheritdoc/>
    public override GroupKind Groups => GroupKind.Overlapping;

    /// <inheritdoc/>
    public override bool ReadsAffinity => true;

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        "All tasks are first merged into one model, only to measure which help each other. Then the best "
        + $"{ServingGroups.UpTo(options)} are chosen, which may share tasks, and each is trained from scratch (TAG).";

    /// <inheritdoc/>
    public override IEnumerable<ExpectedStage> Expected(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new ExpectedStage(options.TaskNames.Count, options.Rounds), .. ExpectedStage.Groups(options, options.Rounds),
        ];
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var merged = federation.Merge(options.TaskSet(), options.Rounds, measures: true);
        var chosen = federation.Overlap(await federation.Train(merged));
        return chosen.Models(await federation.TrainAll(
            chosen.Groups.Select(group => federation.Merge(group, options.Rounds))));
    }
}
