using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// Every client for itself, what federation must beat: each trains a model of all tasks on its own views, as many
/// rounds as the run has and every one of them, and is tested on its own test views. Nothing is sent or averaged. A
/// client that diverges has no model and counts no more.
/// </summary>
internal static class Standalone
{
    internal static async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var models = await federation.TrainThoseThatCan(federation.Clients.Select(
            client => federation.Alone(client, options.TaskSet(), options.Rounds)));
        return [.. models.Select(FinalModel.Of)];
    }
}
