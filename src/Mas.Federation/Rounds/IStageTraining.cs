namespace Mas.Federation.Rounds;

/// <summary>
/// What a method's program has stages trained by: clients, or a plan that trains nothing and adds up what it would take.
/// </summary>
internal interface IStageTraining
{
    /// <summary>Trains a stage to its last round.</summary>
    /// <exception cref="TooFewUpdatesException">A round had no update that may be used.</exception>
    /// <exception cref="IOException">The disk does not take a checkpoint or the journal.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; it can be resumed.</exception>
    Task<TrainedStage> Run(Stage stage);
}
