using System.Globalization;
using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>
/// What is wrong with <see cref="RunOptions"/>: every fault at once, one sentence each.
/// </summary>
internal static class RunFaults
{
    internal static IReadOnlyList<string> Of(RunOptions options) =>
    [
        .. Tasks(options.Tasks),
        .. ValueFault.OneOf("--method", options.Method, RunOptions.Methods),
        .. ValueFault.OneOf("--encoder", options.Encoder, RunOptions.Encoders),
        .. Path("--data", options.Data),
        .. Path("--cache", options.Cache),
        .. Path("--out", options.Out),
        .. RunRanges.Buildings.Faults("--buildings", options.Buildings),
        .. RunRanges.Rounds.Faults("--rounds", options.Rounds),
        .. Groups(options),
        .. Merged(options),
        .. Probes(options),
        .. ValueFault.OneOf("--split", options.Split, RunOptions.SplitChoices),
        .. ValueFault.OneOf("--inherit", options.Inherit, RunOptions.InheritChoices),
        .. RunRanges.ClientsPerRound.Faults("--clients-per-round", options.ClientsPerRound),
        .. RunRanges.OverSelect.Faults("--over-select", options.OverSelect),
        .. Quorum(options),
        .. RunRanges.LocalEpochs.Faults("--local-epochs", options.LocalEpochs),
        .. RunRanges.Batch.Faults("--batch", options.Batch),
        .. RunRanges.LearningRate.Faults("--learning-rate", options.LearningRate),
        .. RunRanges.Momentum.Faults("--momentum", options.Momentum),
        .. RunRanges.WeightDecay.Faults("--weight-decay", options.WeightDecay),
        .. RunRanges.Mu.Faults("--mu", options.Mu),
        .. RunRanges.Alpha.Faults("--alpha", options.Alpha),
        .. RunRanges.ImageSizeFaults("--image-size", options.ImageSize),
        .. RunRanges.ProbeEvery.Faults("--probe-every", options.ProbeEvery),
        .. ValueFault.OneOf("--affinity", options.Affinity, RunOptions.Affinities),
        .. RunRanges.ProbeRounds.Faults("--probe-rounds", options.ProbeRounds),
        .. ValueFault.OneOf("--affinity-mean", options.AffinityMean, RunOptions.AffinityMeans),
        .. RunRanges.FreezeNormsAfter.Faults("--freeze-norms-after", options.FreezeNormsAfter),
        .. RunRanges.ProbeStop.Faults("--probe-stop", options.ProbeStop),
        .. RunRanges.EvaluateEvery.Faults("--evaluate-every", options.EvaluateEvery),
        .. RunRanges.CarbonIntensity.Faults("--carbon-intensity", options.CarbonIntensity),
        .. RunRanges.Threads.Faults("--threads", options.Threads),
    ];

    private static IEnumerable<string> Tasks(string tasks)
    {
        var known = string.Join(", ", LearningTask.All.Select(task => $"{task.Letter} ({task.Name})"));
        if (tasks.Length == 0)
        {
            yield return ValueFault.Of("--tasks", "empty", $"one or more of {known}");
        }

        foreach (var letter in tasks.Distinct())
        {
            if (LearningTask.Find(letter) is null)
            {
                yield return $"--tasks {tasks}: there is no task '{letter}'; expected letters of {known}.";
            }
            else if (tasks.Count(other => other == letter) > 1)
            {
                yield return $"--tasks {tasks}: '{letter}' is listed more than once; expected each letter once.";
            }
        }
    }

    private static IEnumerable<string> Path(string option, string? path)
    {
        if (path is not null && string.IsNullOrWhiteSpace(path))
        {
            yield return ValueFault.Of(option, "empty", "a folder");
        }
    }

    private static IEnumerable<string> Quorum(RunOptions options)
    {
        var range = new IntegerRange(1, Math.Max(1, options.ClientsPerRound));
        if (!range.Contains(options.Quorum))
        {
            yield return ValueFault.Of(
                "--quorum", Text(options.Quorum),
                $"{range.Expected}, as --clients-per-round is {Text(options.ClientsPerRound)}");
        }
    }

    private static IEnumerable<string> Groups(RunOptions options)
    {
        var reads = RunMethod.Find(options.Method) is { ReadsGroups: true };
        var auto = options.Groups == 0 && (options.Splits || options.Budget != 0);
        if (auto && options.Splits)
        {
            return ChosenGroups(options);
        }

        IEnumerable<string> faults = options.Budget >= 0 && double.IsFinite(options.Budget)
            ? []
            : [ValueFault.Of("--budget", Text(options.Budget), "a number, at least 0")];
        if (options.Splits && options.Budget > 0)
        {
            faults = [.. faults, $"--budget needs --groups auto; --groups is {Text(options.Groups)}."];
        }

        if (auto && reads)
        {
            return [.. faults, $"--groups auto needs --method merge-and-split; --method is '{options.Method}'."];
        }

        // Where there are too few tasks for the method, that is the fault, and not their number of groups.
        var range = new IntegerRange(1, options.Tasks.Length);
        var tooFew = options.Tasks.Length < (RunMethod.Find(options.Method) is { ReadsAffinity: true } ? 2 : 1);
        return reads && !tooFew && !range.Contains(options.Groups)
            ? [.. faults, ValueFault.Of(
                "--groups", Text(options.Groups), $"{range.Expected}, as --tasks is '{options.Tasks}'")]
            : faults;
    }

    /// <summary>The faults of a run that chooses the number of its groups.</summary>
    private static IEnumerable<string> ChosenGroups(RunOptions options)
    {
        if (options.Budget == 0)
        {
            yield return "--groups auto needs --budget: the most operations the run may take, as a share of "
                + "one-by-one's.";
        }
        else if (RunRanges.Budget.Faults("--budget", options.Budget).FirstOrDefault() is { } fault)
        {
            yield return fault;
        }

        if (options.Split != "best")
        {
            yield return $"--groups auto needs --split best; --split is '{options.Split}'.";
        }

        if (options.ProbeStop > 0)
        {
            yield return $"--groups auto weighs several groupings, so --probe-stop {Text(options.ProbeStop)} "
                + "never applies; give a number of groups, or leave --probe-stop out.";
        }
    }

    private static IEnumerable<string> Merged(RunOptions options)
    {
        if (!options.Splits)
        {
            yield break;
        }

        if (options.Rounds == 1)
        {
            yield return ValueFault.Of(
                "--rounds", "1", "at least 2 with merge-and-split: one before the split and one after it");
        }
        else if (options.Rounds > 1 && (options.MergeRounds < 1 || options.MergeRounds >= options.Rounds))
        {
            yield return ValueFault.Of(
                "--merge-rounds", Text(options.MergeRounds),
                $"{new IntegerRange(1, options.Rounds - 1).Expected}, as --rounds is {Text(options.Rounds)}");
        }
    }

    private static IEnumerable<string> Probes(RunOptions options)
    {
        if (RunMethod.Find(options.Method) is not { ReadsAffinity: true })
        {
            yield break;
        }

        if (options.Tasks.Length == 1)
        {
            yield return ValueFault.Of(
                "--tasks", $"'{options.Tasks}'", $"at least two tasks with {options.Method}, or --method one-by-one");
        }

        if (options.ProbeEvery == 0)
        {
            yield return ValueFault.Of(
                "--probe-every", "0",
                $"at least 1 with {options.Method}, which chooses its groups by what is measured, or --method "
                + "all-in-one");
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
