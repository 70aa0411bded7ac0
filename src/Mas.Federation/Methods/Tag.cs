using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// TAG (Fifty et al., NeurIPS 2021): all tasks merged into one, only to measure how they help each other; then the best
/// groups, which may share tasks, each trained from scratch. A task is served by the group where it scores highest.
/// </summary>
internal static class Tag
{
    internal static async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var merged = federation.Merge(options.TaskSet(), options.Rounds, measures: true);
        var chosen = federation.Overlap(await federation.Train(merged));
        return chosen.Models(await federation.TrainAll(
            chosen.Groups.Select(group => federation.Merge(group, options.Rounds))));
    }
}
