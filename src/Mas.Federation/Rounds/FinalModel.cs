using Mas.Learning.Tasks;

namespace Mas.Federation.Rounds;

/// <summary>A model a method ends with.</summary>
/// <param name="Trained">The stage that trained it.</param>
/// <param name="Serves">The tasks that are answered by it: all of the stage's, or some.</param>
public sealed record FinalModel(TrainedStage Trained, IReadOnlyList<LearningTask> Serves)
{
    /// <summary>The model of a stage, which serves all its tasks.</summary>
    public static FinalModel Of(TrainedStage trained) => new(trained, trained.Stage.Tasks);
}
