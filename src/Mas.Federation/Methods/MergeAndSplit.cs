using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// MAS (Zhuang, Wen, Lyu and Zhang, ICCV 2023): all tasks merged into one for some rounds, during which clients measure
/// how tasks help each other; then split into groups that do, each continued from the merged parameters.
/// </summary>
internal static class MergeAndSplit
{
    internal static async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var merged = federation.Merge(options.TaskSet(), options.MergeRounds, measures: true);
        var trained = await federation.Train(merged);
        var groups = await federation.Split(trained);
        var models = await federation.TrainAll(
            groups.Select(group => federation.Continue(trained, group, options.Rounds)));
        return [.. models.Select(FinalModel.Of)];
    }
}
