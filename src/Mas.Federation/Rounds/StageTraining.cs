using Mas.Engine.Optimisers;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Aggregation;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// Trains a stage round after round, from its first or from where a killed run left it: every round is on the disk
/// before the next begins, and what the journal tells of is not done again.
/// </summary>
internal sealed class StageTraining(
    RunOptions options, IAggregationRule rule, IClients clients, CheckpointStore checkpoints, Journal journal,
    RunHistory history, StageShelf shelf, NamedTensors? start, TimeProvider time, CancellationToken cancellation)
    : IStageTraining
{
    private readonly Seed _seed = new(options.Seed);
    private readonly PolySchedule _schedule = new(options.LearningRate, options.Rounds, options.WarmUp);
    private readonly RoundTraining _rounds =
        new(options, rule, clients, checkpoints, journal, time, cancellation);

    /// <inheritdoc/>
    public async Task<TrainedStage> Run(Stage stage)
    {
        var affinities = new AffinityHistory(stage.Tasks.Count, options.ProbeRounds, options.AffinityMean);
        var past = Reuse(stage, Begun(stage));

        var (round, model, saved, balance, kept) = Restore(stage, past, affinities);
        var isFinished = past.Finished is not null && kept.IsDone(round);
        if (past.Evaluation(round, SplitNames.Validation) is null)
        {
            await EvaluateWhereDue(stage, round, model, saved, kept);
        }

        var probing = new StageProbing(
            stage, options, journal, past.ProbingStopped is { } stopped && stopped.Round <= round ? stopped : null);
        while (!kept.IsDone(round))
        {
            round++;
            var next = await _rounds.Run(
                stage, round, model, balance, _schedule.Rate(round - 1), RoundRule.SeedOf(_seed, stage, round),
                affinities, probing.IsDue(round, affinities));
            model.Dispose();
            (model, saved, balance) = next;
            checkpoints.KeepOnly(stage.Name, round - 1, round, kept.BestRound ?? round);
            await EvaluateWhereDue(stage, round, model, saved, kept);
        }

        var (best, place) = kept.Final;
        if (place != saved)
        {
            model.Dispose();
            model = checkpoints.Load(place, out var fault) ?? throw new IOException(fault);
        }

        if (!isFinished)
        {
            journal.Append(new StageFinished(stage.Name, round, place.Checkpoint, place.Sha256)
            {
                Kept = best.Round == round ? null : best.Round,
            });
        }

        checkpoints.KeepOnly(stage.Name, best.Round);
        return new TrainedStage(stage, model, place, affinities, best.Means) { Round = best.Round };
    }

    /// <summary>
    /// What the journal tells of a stage, which begins now where it has not yet. Where a task has joined the run since, it
    /// ends earlier than it was to.
    /// </summary>
    private StageHistory Begun(Stage stage)
    {
        var past = history.Stage(stage.Name);
        if (past?.LastRound == stage.LastRound)
        {
            return past;
        }

        var started = new StageStarted(
            stage.Name, stage.TaskNames, stage.FirstRound, stage.LastRound - stage.FirstRound + 1,
            stage.Parent?.Stage.Name)
        {
            Recipe = StageRecipe.Of(stage, options).Digest,
        };
        journal.Append(started);
        return past is null ? new StageHistory(started, [], [], null) : past with { Started = started };
    }

    /// <summary>
    /// The past of a stage with what another run has trained, if that is further: the model is here before the journal
    /// tells of it, and whatever a killed run left out of the journal is copied by the next.
    /// </summary>
    private StageHistory Reuse(Stage stage, StageHistory past)
    {
        if (past.Started.Recipe is not { } recipe || past.Finished is not null)
        {
            return past;
        }

        // A stage that keeps its best model leaves none to go on from.
        var further = shelf.Find(recipe, stage.LastRound)
            .Where(lent => options.Patience == 0 || lent.Stage.LastRound == stage.LastRound)
            .TakeWhile(lent => lent.Stage.Rounds.Count >= past.Rounds.Count);
        foreach (var lent in further)
        {
            var news = ReusedRounds.Of(lent, stage, past, options.EvaluateEvery);
            if (news.Count == 0)
            {
                break;
            }

            if (checkpoints.Take(lent.Run, lent.Stage.Model!, stage.Name, lent.Stage.KeptRound) is not { } fault)
            {
                return Copy(stage, past, lent, news);
            }

            journal.Append(new Warning(
                stage.Name, lent.Stage.LastRound, null, $"What {lent.Run} trained cannot be reused. {fault}"));
        }

        return past;
    }

    private StageHistory Copy(Stage stage, StageHistory past, LentStage lent, IReadOnlyList<JournalEvent> news)
    {
        journal.Append(new RoundsReused(stage.Name, lent.Stage.Rounds.Count - past.Rounds.Count, lent.Run));
        foreach (var happened in news)
        {
            journal.Copy(happened);
        }

        return past with
        {
            Rounds = [.. past.Rounds, .. news.OfType<RoundFinished>()],
            Evaluations = [.. past.Evaluations, .. news.OfType<Evaluated>()],
            ProbingStopped = news.OfType<ProbingStopped>().FirstOrDefault() ?? past.ProbingStopped,
        };
    }

    /// <summary>
    /// The model a stage of these tasks starts from where it inherits none: drawn from the run's seed, with what the run
    /// starts from in its place.
    /// </summary>
    internal NamedTensors Untrained(IReadOnlyList<LearningTask> tasks)
    {
        using var model = options.Learning.Model(options.Model(tasks));
        model.Parameters.Initialise(_seed.Derive("model"));
        var untrained = model.Parameters.Values.Clone();
        if (start is not null)
        {
            Take(untrained, start);
        }

        return untrained;
    }

    /// <summary>
    /// The newest round whose checkpoint is whole, its model and where it lies; where it is the stage's last, the model
    /// that is kept; before the first round, the model the stage starts from.
    /// </summary>
    private (int Round, NamedTensors Model, SavedCheckpoint? Saved, LossBalance? Balance, KeptModel Kept) Restore(
        Stage stage, StageHistory past, AffinityHistory affinities)
    {
        var rounds = past.Rounds;
        for (var last = rounds.Count - 1; last >= 0; last--)
        {
            var kept = Kept(stage, past, rounds[last].Round);
            var saved = kept.IsDone(rounds[last].Round) ? kept.Final.Saved : rounds[last].Model;
            var fault = kept.Best is { } best ? checkpoints.Fault(best) : null;
            if (fault is null && checkpoints.Load(saved, out fault) is { } model)
            {
                foreach (var round in rounds.Take(last + 1))
                {
                    if (round.Affinity is { } affinity)
                    {
                        affinities.Add(round.Round, affinity);
                    }
                }

                return (rounds[last].Round, model, saved, rounds[last].Balance, kept);
            }

            journal.Append(new Warning(
                stage.Name, rounds[last].Round, null, $"{fault} Round {rounds[last].Round} is trained again."));
        }

        var untrained = Untrained(stage.Tasks);
        if (stage.Parent is { } parent)
        {
            Take(
                untrained, parent.Model, name => stage.InheritsDecoders
                    || name.StartsWith(MultiTaskModel.EncoderPrefix, StringComparison.Ordinal));
        }

        return (stage.FirstRound - 1, untrained, null, null, new KeptModel(options, stage));
    }

    /// <summary>The model that is kept as things stood after a round.</summary>
    private KeptModel Kept(Stage stage, StageHistory past, int round)
    {
        var kept = new KeptModel(options, stage);
        foreach (var (evaluated, trained) in past.Evaluations
            .Where(evaluated => evaluated.Split == SplitNames.Validation && evaluated.Round <= round)
            .Join(past.Rounds, evaluated => evaluated.Round, trained => trained.Round, ValueTuple.Create)
            .OrderBy(found => found.Item1.Round))
        {
            kept.Add(evaluated, trained.Model);
        }

        return kept;
    }

    /// <summary>Takes the tensors that were given, as far as there are any of the same names; the others stay.</summary>
    private static void Take(NamedTensors model, NamedTensors given, Func<string, bool>? isTaken = null)
    {
        foreach (var slot in model.Layout.Slots.Where(slot => isTaken?.Invoke(slot.Name) ?? true))
        {
            if (given.Layout.Find(slot.Name) is { } found)
            {
                given[found].CopyTo(model[slot]);
            }
        }
    }

    /// <summary>Evaluates the model of a round where that is due, as it always is after the last.</summary>
    private async Task EvaluateWhereDue(
        Stage stage, int round, NamedTensors model, SavedCheckpoint? saved, KeptModel kept)
    {
        if (ReusedRounds.IsEvaluated(stage, round, options.EvaluateEvery))
        {
            var found = await clients.Evaluate(
                options.Model(stage.Tasks), model, Split.Validation, options.Batch, stage.Client, cancellation);
            var losses = EvaluatedLosses.Over(options, stage.Tasks, found);
            kept.Add(losses.WriteTo(journal, stage.Name, round, SplitNames.Validation), saved!);
        }
    }
}
