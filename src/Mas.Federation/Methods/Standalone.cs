using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// Every client for itself, what federation must beat: each trains a model of all tasks that it has labels of on its own
/// views, as many rounds as the run has and every one of them, and is tested on its own test views. Nothing is sent or
/// averaged. A client that diverges has no model and counts no more.
/// </summary>
public sealed class Standalone : Method
{
    /// <inheritdoc/>
    public override string Name => "standalone";

    /// <inheritdoc/>
    public override string Summary => "every client for itself";

    /// <inheritdoc/>
    public override string Title => "every client for itself";

    /// <inheritdoc/>
    public override bool IsForSingleClients => true;

    /// <inheritdoc/>
    public override string Story(RunOptions options) =>
        "Here no client works with another: each trains a model of all tasks on its own examples alone and is tested "
        + "on its own. This is what working together must beat.";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(federation);
        ArgumentNullException.ThrowIfNull(options);
        var models = await federation.TrainThoseThatCan(
            from client in federation.Clients
            let tasks = federation.TasksOf(client)
            where tasks.Count > 0
            select federation.Alone(client, tasks, options.Rounds));
        return [.. models.Select(FinalModel.Of)];
    }
}
