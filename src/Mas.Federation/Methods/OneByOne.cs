using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>Every task on its own, one after the other, as devices that hold one model at a time would do it.</summary>
internal static class OneByOne
{
    internal static async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var models = new List<FinalModel>();
        foreach (var task in options.TaskSet())
        {
            models.Add(FinalModel.Of(await federation.Train(federation.Merge([task], options.Rounds))));
        }

        return models;
    }
}
