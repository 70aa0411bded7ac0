using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Federation.Rounds;

/// <summary>What a run's journal takes over of a stage that another run has trained.</summary>
internal static class ReusedRounds
{
    /// <summary>
    /// What is not in the journal yet, in the order it would have happened here: rounds, what became of clients in them,
    /// the end of probing, and the evaluations that are due here.
    /// </summary>
    /// <param name="lent">The stage of the other run.</param>
    /// <param name="stage">The same stage here.</param>
    /// <param name="past">What the journal tells of it already.</param>
    /// <param name="evaluateEvery"><see cref="RunOptions.EvaluateEvery"/>.</param>
    internal static IReadOnlyList<JournalEvent> Of(LentStage lent, Stage stage, StageHistory past, int evaluateEvery)
    {
        var done = stage.FirstRound + past.Rounds.Count - 1;
        var rounds = lent.Stage.Rounds.Where(round => round.Round > done).Select(round => round with
        {
            Stage = stage.Name,
            Checkpoint = CheckpointStore.PathOf(stage.Name, round.Round),
        });
        var warnings = lent.Warnings.Where(warning => warning.Round > done)
            .Select(warning => warning with { Stage = stage.Name });
        var stopped = lent.Stage.ProbingStopped is { } end && past.ProbingStopped is null && end.Round >= done
            ? new[] { end with { Stage = stage.Name } } : [];
        var evaluations = lent.Stage.Evaluations
            .Where(evaluated => evaluated.Split == SplitNames.Validation && evaluated.Round >= done
                && past.Evaluation(evaluated.Round, evaluated.Split) is null
                && IsEvaluated(stage, evaluated.Round, evaluateEvery))
            .Select(evaluated => evaluated with { Stage = stage.Name });
        return
        [
            .. warnings.Select(warning => new Turn(warning.Round!.Value, 0, warning))
                .Concat(rounds.Select(round => new Turn(round.Round, 1, round)))
                .Concat(stopped.Select(end => new Turn(end.Round, 2, end)))
                .Concat(evaluations.Select(evaluated => new Turn(evaluated.Round, 3, evaluated)))
                .OrderBy(turn => turn.Round).ThenBy(turn => turn.InRound).Select(turn => turn.Happened),
        ];
    }

    /// <summary>Whether a stage's model is evaluated after a round: after its last, and where the options say so.</summary>
    internal static bool IsEvaluated(Stage stage, int round, int evaluateEvery) => round == stage.LastRound
        || (round >= stage.FirstRound && evaluateEvery > 0 && round % evaluateEvery == 0);

    private readonly record struct Turn(int Round, int InRound, JournalEvent Happened);
}
