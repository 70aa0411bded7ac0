using Mas.Engine.Parameters;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What a round leaves to the next.</summary>
/// <param name="Model">The global model.</param>
/// <param name="Saved">Where it lies on the disk.</param>
/// <param name="Balance">How much each task's loss counts; null where the rule keeps no balance.</param>
internal sealed record RoundOutcome(NamedTensors Model, SavedCheckpoint Saved, LossBalance? Balance);
