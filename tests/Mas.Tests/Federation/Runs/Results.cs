using Mas.Federation.Ledgers;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Runs;

/// <summary>A result with every field told apart.</summary>
internal static class Results
{
    internal static ResultFile Example { get; } = new(
        "merge-and-split",
        ["s", "d"],
        [["s"], ["d"]],
        ulong.MaxValue,
        40,
        12,
        new LossSummary(0.1 + 0.2, new Dictionary<string, double?> { ["s"] = 0.1, ["d"] = 0.2 }),
        new LossSummary(3, new Dictionary<string, double?> { ["s"] = 1, ["d"] = 2 }),
        new LossSummary(5, new Dictionary<string, double?> { ["s"] = 3, ["d"] = 2 }),
        new Cost { WallSeconds = 1, EnergyJoules = 2, EnergySource = EnergySource.Battery, BytesUp = long.MaxValue },
        [new StageResult("sd.s", ["s"], 28, "sd", Cost.Zero)],
        new Dictionary<string, string> { ["sd.s"] = "ab" });

    internal static void WriteAsResult(this LossSummary testLoss, string path) =>
        (Example with { TestLoss = testLoss }).Write(path);
}
