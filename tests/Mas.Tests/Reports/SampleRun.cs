using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Files;
using Mas.Reports.Stories;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Reports;

/// <summary>A made-up run of plausible numbers, as events and as a folder, to draw reports of.</summary>
internal static class SampleRun
{
    private const string Merged = "sdnkt";
    private static readonly DateTime _start = new(2026, 11, 20, 14, 3, 9, DateTimeKind.Utc);
    private static readonly Dictionary<string, (double Initial, double Final)> _losses = new()
    {
        ["s"] = (3.021, 0.874),
        ["d"] = (0.702, 0.281),
        ["n"] = (0.513, 0.226),
        ["k"] = (0.447, 0.312),
        ["t"] = (0.391, 0.205),
    };

    // Of keypoints the final loss is 0.331: not learned.
    private static readonly Dictionary<string, double?> _constants =
        new() { ["s"] = 2.1, ["d"] = 0.6, ["n"] = 0.36, ["k"] = 0.32, ["t"] = 0.35 };

    public static RunOptions Options { get; } = TestCatalogue.Options with { Rounds = 40, MergeRounds = 12, EvaluateEvery = 5, Threads = 2 };

    public static double?[][] Affinity { get; } =
    [
        [0.0087, 0.0213, 0.0121, -0.0042, 0.0017],
        [0.0184, 0.0096, 0.0163, -0.0031, 0.0024],
        [0.0102, 0.0141, 0.0107, 0.0038, 0.0065],
        [-0.0038, -0.0052, 0.0047, 0.0051, 0.0236],
        [0.0009, 0.0011, 0.0074, 0.0262, 0.0082],
    ];

    public static double?[][] Spread { get; } =
        [.. Affinity.Select(row => row.Select(value => (double?)Math.Abs(value!.Value) / 5).ToArray())];

    /// <summary>A run of two rounds in a folder, with a model for each client.</summary>
    public static async Task<RunStory> Standalone(string folder, params string[] clients)
    {
        var options = Options with { Method = "standalone", Tasks = "sd", Rounds = 2, ImageSize = 32, Out = folder };
        return new RunStory(options, await new FakeClients(clients).Run(options), TestCatalogue.Runs);
    }

    public static IReadOnlyList<JournalEvent> Events(int untilRound = int.MaxValue)
    {
        var stream = new Seed(7).Stream();
        var events = new List<JournalEvent> { new RunStarted("0.1.0", Options) };
        events.Add(new Evaluated(Merged, 0, "initial-test", Losses(0)));
        events.Add(new ConstantsTested(
            new Dictionary<string, IReadOnlyList<float>?>
            {
                ["s"] = null,
                ["d"] = [0.1f],
                ["n"] = null,
                ["k"] = null,
                ["t"] = null,
            },
            new Dictionary<string, IReadOnlyDictionary<string, double?>>
            {
                ["validation"] = _constants,
                ["test"] = _constants,
            }));
        AddStage(events, Merged, 1, Options.MergeRounds, null, untilRound, stream);
        if (untilRound <= Options.MergeRounds)
        {
            return Stamped(events);
        }

        events.Add(new SplitChosen(
            [["s", "d", "n"], ["k", "t"]], 0.0193, new NamedGrouping([["s", "d"], ["n", "k", "t"]], 0.0151), Affinity,
            [.. Enumerable.Range(1, 10)]));
        events.Add(new Warning("sdnkt.sdn", 17, "ashford", "The loss of ashford was no number; it was left out."));
        foreach (var group in new[] { "sdn", "kt" })
        {
            var rounds = Options.Rounds - Options.MergeRounds;
            AddStage(events, $"{Merged}.{group}", Options.MergeRounds + 1, rounds, Merged, untilRound, stream);
        }

        if (untilRound >= Options.Rounds)
        {
            events.Add(new RunFinished(163.4));
        }

        return Stamped(events);
    }

    public static void WriteTo(string directory, int untilRound = int.MaxValue)
    {
        Directory.CreateDirectory(Path.Combine(directory, CheckpointStore.FolderName));
        DurableFile.WriteJson(Path.Combine(directory, "run.json"), Options, RunJson.Default.RunOptions);
        using var journal = Journal.Open(Path.Combine(directory, Journal.FileName), TimeProvider.System);
        foreach (var happened in Events(untilRound))
        {
            journal.Append(happened);
        }

        if (untilRound > Options.MergeRounds)
        {
            new AffinityFile(Letters(Merged), Affinity) { Spread = Spread }
                .Write(Path.Combine(directory, AffinityFile.FileName));
        }
    }

    private static void AddStage(
        List<JournalEvent> events, string name, int first, int rounds, string? parent, int until, RandomStream stream)
    {
        var tasks = Letters(name.Split('.')[^1]);
        events.Add(new StageStarted(name, tasks, first, rounds, parent));
        var last = Math.Min(first + rounds - 1, until);
        for (var round = first; round <= last; round++)
        {
            var progress = (double)round / Options.Rounds;
            var losses = Losses(progress, tasks, () => 1 + (0.06 * (stream.NextDouble() - 0.5)));
            events.Add(new RoundFinished(
                name, round, 0.1 * (1 - progress), Clients(losses, stream), losses,
                parent is null ? new RoundAffinity(Affinity, Affinity, 12) : null,
                $"checkpoints/{name}-{round:0000}.safetensors", new string('a', 64), CostOf(tasks.Length, parent is null)));
            if (round % Options.EvaluateEvery == 0 || round == last)
            {
                events.Add(new Evaluated(name, round, "validation", Losses(
                    progress, tasks, () => 1.08 + (0.04 * (stream.NextDouble() - 0.5)))));
            }
        }

        if (last < first + rounds - 1)
        {
            return;
        }

        if (parent is not null)
        {
            events.Add(new Evaluated(name, last, "test", Losses(1, tasks, () => 1.06)));
        }

        events.Add(new StageFinished(name, last, $"checkpoints/{name}-{last:0000}.safetensors", new string('a', 64)));
    }

    private static Cost CostOf(int tasks, bool probing) => new()
    {
        WallSeconds = 1.1 + (0.4 * tasks),
        CpuSeconds = 1.9 + (0.75 * tasks),
        TrainFlops = (20 + (9 * tasks)) * 1e9,
        BytesDown = (2_300_000 + (460_000 * tasks)) * 4,
        BytesUp = (2_300_000 + (460_000 * tasks)) * 4,
        EnergyJoules = 19 + (7.5 * tasks),
        ProbeSeconds = probing ? 0.6 : 0,
    };

    private static ClientReport[] Clients(IReadOnlyDictionary<string, double?> losses, RandomStream stream) =>
        [.. Enumerable.Range(0, 4).Select(_ => new ClientReport($"building-{stream.Next(32):00}", 40, losses, 1.3, null))
            .OrderBy(client => client.Client)];

    private static Dictionary<string, double?> Losses(
        double progress, IReadOnlyList<string>? tasks = null, Func<double>? noise = null) =>
        (tasks ?? Letters(Merged)).ToDictionary(task => task, double? (task) =>
        {
            var (initial, final) = _losses[task];
            var left = Math.Exp(-7 * progress) * (1 - (0.2 * progress));
            return (final + ((initial - final) * left)) * (noise?.Invoke() ?? 1);
        });

    private static IReadOnlyList<JournalEvent> Stamped(List<JournalEvent> events) =>
        [.. events.Select((happened, index) => happened with { Time = _start.AddSeconds(index * 1.3) })];

    private static string[] Letters(string tasks) => [.. tasks.Select(letter => letter.ToString())];
}
