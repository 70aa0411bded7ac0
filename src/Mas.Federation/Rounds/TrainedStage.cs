using Mas.Engine.Parameters;
using Mas.Federation.Affinities;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;

namespace Mas.Federation.Rounds;

/// <summary>A stage at its end.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Model">
/// The global model that is kept: that after its last round, or with <see cref="RunOptions.Patience"/> the best; not to be
/// written to.
/// </param>
/// <param name="Saved">Where it lies on the disk.</param>
/// <param name="Affinities">What its clients measured.</param>
/// <param name="ValidationLosses">
/// The model's mean losses on the validation views, by task letter; null where nothing was measured.
/// </param>
public sealed record TrainedStage(
    Stage Stage, NamedTensors Model, SavedCheckpoint Saved, AffinityHistory Affinities,
    IReadOnlyDictionary<string, double?> ValidationLosses)
{
    /// <summary>The round whose model it is; default the stage's last.</summary>
    public int Round { get; init; } = Stage.LastRound;

    /// <summary>The tasks that have reached the validation loss at which they leave.</summary>
    public IReadOnlyList<LearningTask> Left =>
        [.. Stage.Tasks.Where(task => Stage.IsReached(task.Mark, ValidationLosses.GetValueOrDefault(task.Mark)))];

    /// <summary>The first round of a stage that continues it: where tasks have left, that after its model's.</summary>
    public int NextRound => (Left.Count > 0 ? Round : Stage.LastRound) + 1;
}
