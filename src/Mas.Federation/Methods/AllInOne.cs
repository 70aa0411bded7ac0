using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>All tasks merged into one to the end.</summary>
internal static class AllInOne
{
    internal static async Task<IReadOnlyList<TrainedStage>> Run(TaskFederation federation, RunOptions options)
    {
        var merged = federation.Merge(options.TaskSet(), options.Rounds);
        return [await federation.Train(merged)];
    }
}
