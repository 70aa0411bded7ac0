using System.Globalization;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>
/// What is wrong with <see cref="RunOptions"/>: all of it at once, each fault a sentence for a person.
/// </summary>
internal static class RunFaults
{
    internal static IReadOnlyList<string> Of(RunOptions options) =>
    [
        .. Tasks(options.Tasks),
        .. OneOf("--method", options.Method, RunOptions.Methods),
        .. OneOf("--encoder", options.Encoder, RunOptions.Encoders),
        .. Path("--data", options.Data),
        .. Path("--out", options.Out),
        .. Within("--buildings", options.Buildings, RunRanges.Buildings),
        .. Within("--rounds", options.Rounds, RunRanges.Rounds),
        .. Groups(options),
        .. Merged(options),
        .. Probes(options),
        .. OneOf("--split", options.Split, RunOptions.SplitChoices),
        .. OneOf("--inherit", options.Inherit, RunOptions.InheritChoices),
        .. Within("--clients-per-round", options.ClientsPerRound, RunRanges.ClientsPerRound),
        .. Within("--over-select", options.OverSelect, RunRanges.OverSelect),
        .. Quorum(options),
        .. Within("--local-epochs", options.LocalEpochs, RunRanges.LocalEpochs),
        .. Within("--batch", options.Batch, RunRanges.Batch),
        .. Real("--learning-rate", options.LearningRate, rate => rate > 0 && rate <= RunRanges.MaximumLearningRate,
            $"above 0 and at most {Text(RunRanges.MaximumLearningRate)}"),
        .. Real("--momentum", options.Momentum, momentum => momentum is >= 0 and < 1, "at least 0 and below 1"),
        .. Real("--weight-decay", options.WeightDecay, decay => decay >= 0 && decay <= RunRanges.MaximumWeightDecay,
            $"0 to {Text(RunRanges.MaximumWeightDecay)}"),
        .. Real("--mu", options.Mu, mu => mu >= 0 && mu <= RunRanges.MaximumMu,
            $"0 to {Text(RunRanges.MaximumMu)}"),
        .. Real("--alpha", options.Alpha, alpha => alpha >= 0 && alpha <= RunRanges.MaximumAlpha,
            $"0 to {Text(RunRanges.MaximumAlpha)}"),
        .. ImageSize(options.ImageSize),
        .. Within("--probe-every", options.ProbeEvery, RunRanges.ProbeEvery),
        .. OneOf("--affinity", options.Affinity, RunOptions.Affinities),
        .. Within("--probe-rounds", options.ProbeRounds, RunRanges.ProbeRounds),
        .. OneOf("--affinity-mean", options.AffinityMean, RunOptions.AffinityMeans),
        .. Within("--freeze-norms-after", options.FreezeNormsAfter, RunRanges.FreezeNormsAfter),
        .. Within("--probe-stop", options.ProbeStop, RunRanges.ProbeStop),
        .. Within("--evaluate-every", options.EvaluateEvery, RunRanges.EvaluateEvery),
        .. Real("--carbon-intensity", options.CarbonIntensity,
            grams => grams >= 0 && grams <= RunRanges.MaximumCarbonIntensity,
            $"0 to {Text(RunRanges.MaximumCarbonIntensity)} g/kWh"),
        .. Within("--threads", options.Threads, RunRanges.Threads),
    ];

    private static IEnumerable<string> Tasks(string tasks)
    {
        var known = string.Join(", ", LearningTask.All.Select(task => $"{task.Letter} ({task.Name})"));
        if (tasks.Length == 0)
        {
            yield return $"--tasks is empty; it must be one or more of {known}.";
        }

        foreach (var letter in tasks.Distinct())
        {
            if (LearningTask.Find(letter) is null)
            {
                yield return $"--tasks {tasks}: there is no task '{letter}'; the tasks are {known}.";
            }
            else if (tasks.Count(other => other == letter) > 1)
            {
                yield return $"--tasks {tasks}: the task '{letter}' stands more than once; give each letter once.";
            }
        }
    }

    private static IEnumerable<string> OneOf(string option, string value, IReadOnlyList<string> known)
    {
        if (!known.Contains(value))
        {
            yield return $"{option} {Shown(value)} is not known; it must be one of {string.Join(", ", known)}.";
        }
    }

    private static IEnumerable<string> Path(string option, string? path)
    {
        if (path is not null && string.IsNullOrWhiteSpace(path))
        {
            yield return $"{option} is empty; give a folder, or leave the option out.";
        }
    }

    private static IEnumerable<string> Within(string option, int value, IntegerRange range)
    {
        if (!range.Contains(value))
        {
            yield return $"{option} {Text(value)} is out of range; it must be {range}.";
        }
    }

    private static IEnumerable<string> Real(string option, double value, Func<double, bool> right, string range)
    {
        if (!double.IsFinite(value) || !right(value))
        {
            yield return $"{option} {Text(value)} is out of range; it must be {range}.";
        }
    }

    private static IEnumerable<string> ImageSize(int size)
    {
        var range = RunRanges.ImageSize;
        if (!range.Contains(size) || size % RunRanges.ImageSizeStep != 0)
        {
            yield return $"--image-size {Text(size)} cannot be used; " +
                $"it must be a multiple of {Text(RunRanges.ImageSizeStep)} from {range}.";
        }
    }

    private static IEnumerable<string> Quorum(RunOptions options)
    {
        if (options.Quorum < 1 || options.Quorum > Math.Max(1, options.ClientsPerRound))
        {
            yield return $"--quorum {Text(options.Quorum)} is out of range; it must be 1 to --clients-per-round, here "
                + $"{Text(options.ClientsPerRound)}.";
        }
    }

    private static IEnumerable<string> Groups(RunOptions options)
    {
        var auto = options.Groups == 0 && options.Budget != 0;
        if (options.Splits && options.Budget != 0 && !auto)
        {
            yield return $"--budget {Text(options.Budget)} is for a number of groups to be chosen; give --groups auto, "
                + "or leave it out.";
        }

        if (auto && !options.Splits && RunMethod.Find(options.Method) is { ReadsGroups: true })
        {
            yield return $"--groups auto is for merge-and-split, not for {options.Method}; give a number of groups.";
        }

        if (auto && options.Splits && !(double.IsFinite(options.Budget) && options.Budget > 0))
        {
            yield return $"--budget {Text(options.Budget)} is out of range; it must be above 0: a share of what "
                + "one-by-one takes.";
        }

        if (!(auto && options.Splits) && !(options.Budget >= 0 && double.IsFinite(options.Budget)))
        {
            yield return $"--budget {Text(options.Budget)} is out of range; it must be 0 or above.";
        }

        if (auto && options.Splits && options.Split != "best")
        {
            yield return $"--split {options.Split} does not go with --groups auto, which chooses the best groups.";
        }

        if (options.Groups == 0 && options.Splits && options.ProbeStop > 0)
        {
            yield return $"--probe-stop {Text(options.ProbeStop)} waits for one best grouping to stay the same, and "
                + "--groups auto weighs several; give a number of groups, or leave --probe-stop out.";
        }

        if (options.Groups == 0 && options.Budget == 0 && options.Splits)
        {
            yield return "--groups auto needs --budget: the most the run may take, as a share of one-by-one's "
                + "operations.";
        }
        else if (!auto && RunMethod.Find(options.Method) is { ReadsGroups: true }
            && (options.Groups < 1 || options.Groups > options.Tasks.Length))
        {
            yield return $"--groups {Text(options.Groups)} does not fit the {Text(options.Tasks.Length)} tasks of " +
                $"--tasks {options.Tasks}; it must be 1 to the number of tasks.";
        }
    }

    private static IEnumerable<string> Merged(RunOptions options)
    {
        if (!options.Splits)
        {
            yield break;
        }

        if (options.Rounds < 2)
        {
            yield return $"--rounds {Text(options.Rounds)} leaves no room for a split; " +
                "merge-and-split needs at least 2 rounds, one before and one after it.";
        }
        else if (options.MergeRounds < 1 || options.MergeRounds >= options.Rounds)
        {
            yield return $"--merge-rounds {Text(options.MergeRounds)} does not fit --rounds {Text(options.Rounds)}; " +
                $"it must be {new IntegerRange(1, options.Rounds - 1)}, so that the split comes before the end.";
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
            yield return $"--tasks {options.Tasks} is one task, and {options.Method} chooses groups by how tasks help one " +
                "another; give two or more, or --method one-by-one.";
        }

        if (options.ProbeEvery == 0)
        {
            yield return $"--probe-every 0 never measures the affinity that {options.Method} chooses its groups by; " +
                "it must be at least 1, or --method all-in-one.";
        }
    }

    private static string Shown(string value) => value.Length == 0 ? "''" : value;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
