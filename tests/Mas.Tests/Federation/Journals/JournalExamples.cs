using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Journals;

/// <summary>One event of every kind, no field empty.</summary>
internal static class JournalExamples
{
    private static readonly Dictionary<string, IReadOnlyList<double>> _sums = new() { ["s"] = [1, 2, 0.5] };

    private static readonly Dictionary<string, double?> _losses =
        new() { ["s"] = 0.1 + 0.2, ["d"] = double.NaN, ["n"] = null };

    private static readonly Dictionary<string, long> _measured =
        new() { ["s"] = 81_920, ["d"] = 79_424, ["n"] = 0 };

    internal static JournalEvent[] All { get; } =
    [
        new RunStarted("0.1.0", TestCatalogue.Options with { Data = "/data", Out = "runs/x", Threads = 2 })
        {
            Training = 1,
            Labels = new ClientLabels(3, new Dictionary<string, int> { ["s"] = 3, ["d"] = 2 }),
        },
        new DataOpened(2, 20, 1, ["dataset.json excludes 1 view."]),
        new Resumed("On from round 3."),
        new StageStarted("sd.s", ["s"], 13, 28, "sd") { Recipe = "ef" },
        new RoundsReused("sd.s", 5, "runs/other"),
        Round("sd", 1),
        new Evaluated("sd", 1, "validation", _losses)
        {
            Measured = _measured,
            Sums = _sums,
            Clients =
            [
                new ClientMetrics("ash", new Dictionary<string, IReadOnlyDictionary<string, double?>>
                {
                    ["s"] = new Dictionary<string, double?> { ["loss"] = 0.5, ["miou"] = null },
                }),
            ],
            Views = 7,
            Withheld = ["d"],
        },
        new ConstantsTested(
            new Dictionary<string, IReadOnlyList<float>?> { ["s"] = [-0.1f, -2.3f], ["d"] = null },
            new Dictionary<string, IReadOnlyDictionary<string, double?>>
            {
                ["validation"] = _losses,
                ["test"] = _losses,
            })
        {
            Sums = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double>>> { ["test"] = _sums },
        },
        new ProbingStopped("sd", 1, [["s"], ["d"]], [1]),
        new SplitHeld([["s"], ["d"]], 0.5, new NamedGrouping([["s", "d"]], 0.25), [[1, 2], [3, 4]], [1, 2]),
        new SplitChosen([["s"], ["d"]], 0.5, new NamedGrouping([["s", "d"]], 0.25), [[1, null], [3, 4]], [1, 2])
        {
            Choice = "overlapping",
            CountedAsZero = [["s", "d"]],
            ApprovedBy = "ann",
            ServedBy = [1, 0],
            Frontier = [new FrontierPoint(1, [["s", "d"]], 0.5, 0.75, Chosen: true)],
        },
        new GroupsPredicted([["s"], ["d"]], [0, 1], 0.75, [[0.5, null], [0.75, 0.25]]),
        new TaskJoined("k", 7, 3),
        new TaskPlaced("k", "sdn.sd.sdk", true, new Dictionary<string, double> { ["sdn.sd.sdk"] = 0.25, ["sdn.n.nk"] = -0.5 }),
        new TasksServed([new ServingModel("sd.s", ["s"])]),
        new StageFinished("sd", 12, "checkpoints/sd-0010.safetensors", "cd") { Kept = 10 },
        new Warning("sd", 3, "castle", "It \"diverged\".\nIt was left out."),
        new RunFinished(1 / 3.0),
    ];

    internal static RoundFinished Round(string stage, int round, double wallSeconds = 1) => new(
        stage,
        round,
        0.1,
        [
            new ClientReport("castle", 24, _losses, 0.25, "The loss of task 'd' is NaN; it must be finite.")
            {
                Measured = _measured,
                MemoryBytes = 1 << 20,
                Labelled = new Dictionary<string, int> { ["s"] = 24, ["d"] = 20, ["n"] = 0 },
            },
        ],
        _losses,
        new RoundAffinity([[1, round], [null, 4]], [[0.1, 0.2], [null, 0.4]], 5)
        {
            Clients = [new ClientAffinity("castle", [[0.1 + 0.2, 1 / 3.0], [null, 4]], 5)],
        },
        $"checkpoints/{stage}-{round:D4}.safetensors",
        "ab",
        new Cost { WallSeconds = wallSeconds, CpuSeconds = 2, EnergyJoules = 14, BytesDown = 100, BytesUp = 100 })
    {
        Measured = _measured,
        Balance = new LossBalance([0.5, 1.5], [1, null]),
    };
}
