using Mas.Federation.Journals;
using Mas.Federation.Runs;

namespace Mas.Federation;

/// <summary>The files a run ends with, drawn from its journal alone.</summary>
internal static class RunRecords
{
    /// <summary>The losses of the untrained model, or null where they have not been measured yet.</summary>
    internal static Evaluated? InitialTest(RunHistory history) =>
        history.Events.OfType<Evaluated>().LastOrDefault(evaluated => evaluated.Split == SplitNames.InitialTest);

    /// <summary>Writes affinity.json, where clients probed, and result.json.</summary>
    internal static ResultFile Write(RunFolder folder, RunHistory history)
    {
        var options = folder.Options;
        WriteAffinity(folder, history);
        var inherited = history.Stages.Select(stage => stage.Started.Parent).ToHashSet();
        var last = history.Stages.Where(stage => !inherited.Contains(stage.Name)).ToArray();
        var result = new ResultFile(
            options.Method,
            options.TaskNames,
            [.. last.Select(stage => stage.Tasks)],
            options.Seed,
            options.Rounds,
            options.Splits ? options.MergeRounds : 0,
            Losses(options, last, SplitNames.Test),
            LossSummary.Of(InitialTest(history)!.Losses),
            Losses(options, last, SplitNames.Validation),
            history.Cost,
            [.. history.Stages.Select(stage => new StageResult(
                stage.Name, stage.Tasks, stage.Rounds.Count, stage.Started.Parent, stage.Cost))],
            last.ToDictionary(stage => string.Concat(stage.Tasks), stage => stage.Finished!.Sha256));
        result.Write(folder.ResultPath);
        return result;
    }

    private static void WriteAffinity(RunFolder folder, RunHistory history)
    {
        var options = folder.Options;
        var probed = history.Stages.FirstOrDefault(stage => stage.Rounds.Any(round => round.Affinity is not null));
        if (probed is null)
        {
            return;
        }

        var affinities = history.Affinity(probed.Name, options.ProbeRounds);
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
        }.Write(folder.AffinityPath);
    }

    /// <summary>Every task's loss by the model that ended up owning it, in the order of the task set.</summary>
    private static LossSummary Losses(RunOptions options, IEnumerable<StageHistory> last, string split)
    {
        var losses = last.SelectMany(stage => stage.Evaluation(stage.LastRound, split)!.Losses).ToDictionary();
        return LossSummary.Of(options.TaskNames.ToDictionary(task => task, task => losses[task]));
    }
}
