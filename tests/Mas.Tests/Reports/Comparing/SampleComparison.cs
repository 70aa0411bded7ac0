using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Reports.Comparing;
using Mas.Reports.Stories;

namespace Mas.Tests.Reports.Comparing;

/// <summary>Made-up runs of two tasks, s and d, with losses and costs given by hand.</summary>
internal static class SampleComparison
{
    public const string Command = "mas compare --methods one-by-one,all-in-one --seeds 3";

    public static string[] Tasks { get; } = ["s", "d"];

    /// <summary>Three methods and a variant, three seeds each; ratios and differences come out round.</summary>
    public static IReadOnlyList<ComparedMethod> Methods { get; } =
    [
        Method("one-by-one", cpuSeconds: 100, 0.60, 0.61, 0.62),
        Method("all-in-one", cpuSeconds: 40, 0.70, 0.66, 0.68),
        Method("merge-and-split-2", cpuSeconds: 50, 0.55, 0.57, 0.56),
        Method("merge-and-split-2:inherit=none", cpuSeconds: 55, 0.58, 0.56, 0.57),
    ];

    /// <summary>A method with the total test losses of seeds 0, 1, 2 and on.</summary>
    public static ComparedMethod Method(string name, double cpuSeconds, params double[] losses) =>
        new(name, [.. losses.Select((loss, seed) => Run(name, (ulong)seed, loss, cpuSeconds))]);

    /// <summary>A run: a quarter of its test loss is of s, the rest of d; its validation loss is 0.1 above.</summary>
    public static ComparedRun Run(string name, ulong seed, double loss, double cpuSeconds)
    {
        var method = MethodCatalogue.Standard.Methods.First(method => name.StartsWith(method.Name, StringComparison.Ordinal));
        var options = TestCatalogue.Options with { Tasks = "sd", Method = method.Name, Seed = seed, Rounds = 4, MergeRounds = 2 };
        var cost = new Cost
        {
            WallSeconds = cpuSeconds / 2,
            CpuSeconds = cpuSeconds,
            TrainFlops = cpuSeconds * 1e9,
            BytesDown = 3_000_000,
            BytesUp = 1_000_000,
            EnergyJoules = cpuSeconds * 7,
        };
        var result = new ResultFile(
            method.Name, Tasks, [Tasks], seed, 4, 2, Losses(loss), Losses(4), Losses(loss + 0.1), cost, [],
            new Dictionary<string, string>());
        return new(seed, new RunStory(options, RunHistory.Of(Events(options, loss, cost)), TestCatalogue.Runs, Spread(options)), result);
    }

    /// <summary>A run by the journal: split after round 2 where the method splits, evaluated in each round.</summary>
    private static IEnumerable<JournalEvent> Events(RunOptions options, double loss, Cost cost)
    {
        yield return new RunStarted("0.1.0", options);
        string[][] first = options.Method == "one-by-one" ? [["s"], ["d"]] : [Tasks];
        var until = MethodCatalogue.Standard.Of(options).Splits ? 2 : 4;
        foreach (var tasks in first)
        {
            foreach (var happened in Stage(string.Concat(tasks), tasks, 1, until, null))
            {
                yield return happened;
            }
        }

        if (MethodCatalogue.Standard.Of(options).Splits)
        {
            double?[][] affinity = [[0.02, 0.01 + (0.001 * options.Seed)], [-0.01, 0.03]];
            yield return new SplitChosen([["s"], ["d"]], 0.025, new([["s", "d"]], 0.02), affinity, [1, 2]);
            foreach (var task in Tasks)
            {
                foreach (var happened in Stage($"sd.{task}", [task], 3, 4, "sd"))
                {
                    yield return happened;
                }
            }
        }

        IEnumerable<JournalEvent> Stage(string name, string[] tasks, int from, int to, string? parent)
        {
            yield return new StageStarted(name, tasks, from, to - from + 1, parent);
            for (var round = from; round <= to; round++)
            {
                var losses = tasks.ToDictionary(task => task, double? (_) => (loss + 4 - round) / 2);
                var share = options.Method == "one-by-one" || parent is not null ? cost.Share(8) : cost.Share(4);
                yield return new RoundFinished(
                    name, round, 0.05, [], losses, null, "checkpoints/x.safetensors", "", share);
                yield return new Evaluated(name, round, SplitNames.Validation, losses) { Views = 10 };
            }
        }
    }

    private static double?[][]? Spread(RunOptions options) =>
        MethodCatalogue.Standard.Of(options).Splits ? [[0, 0.004], [0.003, 0]] : null;

    private static LossSummary Losses(double total) =>
        new(total, new Dictionary<string, double?> { ["s"] = total / 4, ["d"] = total * 3 / 4 });
}
