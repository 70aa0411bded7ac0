using Mas.Engine.Parameters;
using Mas.Federation.Affinities;
using Mas.Learning.Training;

namespace Mas.Federation.Aggregation;

/// <summary>What a round comes to.</summary>
/// <param name="Model">The next global model, running statistics included; the receiver disposes of it.</param>
/// <param name="Balance">How much each task's loss counts from here on; null where the step keeps no balance.</param>
/// <param name="Affinity">What clients measured together; null where none measured a pair.</param>
/// <param name="Losses">By task, the training loss over everything that the clients measured.</param>
public sealed record AggregatedRound(
    NamedTensors Model, LossBalance? Balance, RoundAffinity? Affinity, IReadOnlyList<MeanLoss> Losses);
