using Mas.Engine.Parameters;

namespace Mas.Federation.Rounds;

/// <summary>A stage at its end.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Model">The global model after its last round; not to be written to.</param>
/// <param name="Checkpoint">The file that holds it, relative to the run folder.</param>
/// <param name="Sha256">The digest of that file, in hexadecimal.</param>
public sealed record TrainedStage(Stage Stage, NamedTensors Model, string Checkpoint, string Sha256);
