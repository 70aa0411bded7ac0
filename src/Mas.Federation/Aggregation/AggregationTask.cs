using Mas.Engine.Parameters;
using Mas.Learning.Training;

namespace Mas.Federation.Aggregation;

/// <summary>What a round begins with.</summary>
/// <param name="Model">The global model that clients train from; read, never written. Updates have its layout.</param>
/// <param name="Clients">The names of all clients that may send one, in a fixed order: that of sums.</param>
/// <param name="Balance">
/// How much each task's loss counts so far; null where all count alike, or in the first round.
/// </param>
public sealed record AggregationTask(NamedTensors Model, IReadOnlyList<string> Clients, LossBalance? Balance)
{
    /// <summary>
    /// The marks of the tasks, in the order in which updates speak of them; empty (default) = the model has no parts.
    /// </summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];
}
