using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Federation.Rounds;

/// <summary>
/// Which of a stage's models is kept, and when the stage is done. Without <see cref="RunOptions.Patience"/> that is the
/// last, after the last round; with it the one with the lowest mean of the tasks' validation losses, once so many
/// evaluations in a row have found none lower. A stage is also done when a task has reached the loss at which it leaves. It follows from the evaluations alone, so that a resumed run decides the
/// same.
/// </summary>
/// <param name="options">The run's options.</param>
/// <param name="stage">The stage.</param>
internal sealed class KeptModel(RunOptions options, Stage stage)
{
    private Evaluated? _kept;
    private SavedCheckpoint? _saved;
    private int _evaluated;
    private int _worse;

    /// <summary>The round of the best model so far; null without patience, and before the first evaluation.</summary>
    internal int? BestRound => options.Patience > 0 ? _kept?.Round : null;

    /// <summary>Where the best model so far lies; null where <see cref="BestRound"/> is.</summary>
    internal SavedCheckpoint? Best => options.Patience > 0 ? _saved : null;

    /// <summary>The evaluation of the model that is kept, and where it lies, once the stage is done.</summary>
    internal (Evaluated Evaluated, SavedCheckpoint Saved) Final => (_kept!, _saved!);

    /// <summary>Takes in an evaluation on the validation views, in the order of the rounds.</summary>
    /// <param name="evaluated">What it found.</param>
    /// <param name="saved">Where the model lies that was evaluated.</param>
    internal void Add(Evaluated evaluated, SavedCheckpoint saved)
    {
        _evaluated = evaluated.Round;
        if (options.Patience == 0 || _kept is null || IsBetter(evaluated, _kept))
        {
            (_kept, _saved, _worse) = (evaluated, saved, 0);
        }
        else
        {
            _worse++;
        }
    }

    /// <summary>Whether the stage ends with a round, which has been evaluated.</summary>
    internal bool IsDone(int round) => _evaluated == round && (round == stage.LastRound
        || stage.LeaveAt.Keys.Any(task => stage.IsReached(task, _kept?.Loss(task).Value))
        || (options.Patience > 0 && _worse >= options.Patience && RoundRule.MayStop(options, stage, round)));

    /// <summary>
    /// Whether the mean loss is lower over the tasks that the other measures. Losses that are withheld are those of a
    /// model that has diverged, or cannot be compared; where the other measures nothing, the newer model is kept.
    /// </summary>
    private static bool IsBetter(Evaluated evaluated, Evaluated kept)
    {
        if (evaluated.Withheld is not null || kept.Withheld is not null)
        {
            return evaluated.Withheld is null;
        }

        string[] tasks = [.. kept.Losses.Keys.Where(task => kept.Loss(task).Value is not null)];
        return tasks.All(task => evaluated.Loss(task).Value is not null)
            && (tasks.Length == 0 || Mean(evaluated) < Mean(kept));

        double? Mean(Evaluated found) => tasks.Average(task => found.Loss(task).Value);
    }
}
