using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Methods;
using Mas.Federation.Runs;

namespace Mas.Federation;

/// <summary>The files a run ends with, drawn from its journal alone.</summary>
internal static class RunRecords
{
    /// <summary>The losses of the untrained model, or null where they have not been measured yet.</summary>
    internal static Evaluated? InitialTest(RunHistory history) =>
        history.Events.OfType<Evaluated>().LastOrDefault(evaluated => evaluated.Split == SplitNames.InitialTest);

    /// <summary>Writes affinity.json, where clients probed, and result.json.</summary>
    internal static ResultFile Write(RunFolder folder, RunHistory history, Method method)
    {
        var options = folder.Options;
        WriteAffinity(folder, history);
        var serving = options.TaskNames.ToDictionary(task => task, history.ServersOf);
        var last = history.Stages.Where(stage => serving.Values.Any(stages => stages.Contains(stage))).ToArray();
        var result = new ResultFile(
            options.Method,
            options.TaskNames,
            [.. last.Select(stage => stage.Tasks).DistinctBy(tasks => string.Concat(tasks))],
            options.Seed,
            options.Rounds,
            method.Splits ? options.MergeRounds : 0,
            Losses(options, history, SplitNames.Test),
            LossSummary.Of(InitialTest(history)!.Means),
            Losses(options, history, SplitNames.Validation),
            history.Cost,
            [.. history.Stages.Select(stage => new StageResult(
                stage.Name, stage.Tasks, stage.Rounds.Count, stage.Started.Parent, stage.Cost)
            {
                KeptRound = stage.Finished?.Kept,
            })],
            last.ToDictionary(stage => NameOf(stage, last), stage => stage.Finished!.Sha256))
        {
            ServedBy = serving.ToDictionary(
                task => task.Key, task => (IReadOnlyList<string>)[.. task.Value.Select(stage => stage.Name)]),
            ConstantTestLoss = history.Constants is { } constants
                ? LossSummary.Of(constants.Losses[SplitNames.Test]) : null,
            TestMetrics = options.TaskSet()
                .Select(task => (task.Mark, Metrics: FinalMetrics.Of(history, task)))
                .Where(task => task.Metrics is not null).ToDictionary(task => task.Mark, task => task.Metrics!),
            Labels = history.Labels,
            Co2Grams = Carbon.Grams(history.Cost.EnergyJoules, options.CarbonIntensity),
            CarbonIntensity = options.CarbonIntensity,
            ExcludedViews = history.Data?.ExcludedViews,
            Notes = [.. history.Data?.Notes ?? [], .. history.Notes],
        };
        result.Write(folder.ResultPath);
        return result;
    }

    private static void WriteAffinity(RunFolder folder, RunHistory history)
    {
        var options = folder.Options;
        if (history.Measured is not { } probed)
        {
            return;
        }

        var affinities = history.Affinity(probed.Name, options.ProbeRounds, options.AffinityMean);
        new AffinityFile(probed.Tasks, affinities.Matrix()!.ToRows())
        {
            Spread = affinities.Spread(),
            History =
            [
                .. affinities.Rounds.Select(round =>
                    new AffinityRound(round.Key, round.Value.Mean, round.Value.Probes)),
            ],
            Groups = history.Split?.Groups,
            Value = history.Split?.Value,
            RunnerUp = history.Split?.RunnerUp,
            Frontier = history.Split?.Frontier,
        }.Write(folder.AffinityPath);
    }

    /// <summary>A final model's name: the letters of its tasks, or the stage's where several have the same.</summary>
    private static string NameOf(StageHistory stage, StageHistory[] last)
    {
        var letters = string.Concat(stage.Tasks);
        return last.Count(other => string.Concat(other.Tasks) == letters) == 1 ? letters : stage.Name;
    }

    /// <summary>Every task's loss by the model that ended up owning it, in the order of the task set.</summary>
    private static LossSummary Losses(RunOptions options, RunHistory history, string split) =>
        LossSummary.Of(
            options.TaskNames.ToDictionary(task => task, task => history.FinalLoss(task, split)!.Value.Value));
}
