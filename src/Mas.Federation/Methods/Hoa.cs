using Mas.Federation.Grouping;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// The higher-order approximation (Standley et al., ICML 2020): every task and every pair trained from scratch, one
/// after the other; larger groups predicted by the mean over their pairs; of the groups with the least predicted total
/// loss, those that are not trained yet are.
/// </summary>
public sealed class Hoa : Method
{
    /// <inheritdoc/>
    public override string Name => "hoa";

    /// <inheritdoc/>
    public override string Summary =>
        "every task and every pair from scratch, then the groups that their losses predict to be best";

    /// <inheritdoc/>
    public override string Title => "grouped by HOA";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads => ["groups"];

    /// <inheritdoc/>
    public override GroupKind Groups => GroupKind.Overlapping;

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        "Every task and every pair of tasks is trained by a model of its own. From their losses, those of larger groups "
        + $"are predicted, and the best {ServingGroups.UpTo(options)} are chosen, which may share tasks (HOA).";

    /// <inheritdoc/>
    public override IEnumerable<ExpectedStage> Expected(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tasks = options.TaskNames.Count;
        return
        [
            new ExpectedStage(1, options.Rounds, tasks), new ExpectedStage(2, options.Rounds, tasks * (tasks - 1) / 2),
        ];
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var tasks = options.TaskSet();
        var pairs = tasks.SelectMany((first, index) => tasks.Skip(index + 1).Select(second => new[] { first, second }));
        var measured = new List<TrainedStage>();
        foreach (var group in tasks.Select(task => new[] { task }).Concat(pairs))
        {
            measured.Add(await federation.Train(federation.Merge(group, options.Rounds)));
        }

        var chosen = federation.Predict(measured);
        return chosen.Models(await federation.TrainAll(
            chosen.Groups.Select(group => federation.Merge(group, options.Rounds))));
    }
}
