using System.Globalization;
using Mas.Federation.Benchmarks;
using Mas.Federation.Ledgers;
using Mas.Learning.Benchmarks;
using Mas.Learning.Needs;
using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>What <c>mas bench</c> measured, for people.</summary>
internal static class BenchTables
{
    /// <summary>Writes what was measured, and its figures below.</summary>
    public static void Show(
        Terminal terminal, TimedModelOptions options, IEnumerable<(string What, string Value)> lines)
    {
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Encoder}, {options.Tasks}, {options.ImageSize}x{options.ImageSize}, batch {options.Batch}, "
            + $"threads {options.Threads}"));
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn(new GridColumn());
        foreach (var (what, value) in lines)
        {
            grid.AddRow(new Text(what, new Style(Color.Grey)), new Text(value));
        }

        ResultTables.Console(terminal, terminal.Out).Write(grid);
    }

    /// <summary>A training step.</summary>
    public static IEnumerable<(string What, string Value)> Step(StepFigures figures) =>
    [
        ("step", Text(figures.StepMilliseconds)),
        ("pictures", $"{Number(figures.ImagesPerSecond)} per second"),
        ("arithmetic", $"{Number(figures.GflopsPerSecond)} GFLOP/s, {Percent(figures.PeakShare)} of the "
            + $"{Number(figures.PeakGflopsPerSecond)} of a large matrix product"),
        ("memory", $"{Quantity.Bytes(figures.PeakMemoryBytes)} at most"),
        ("garbage", $"{Quantity.Bytes(figures.AllocatedBytes)} a step"),
    ];

    /// <summary>Measuring affinities.</summary>
    public static IEnumerable<(string What, string Value)> Probe(ProbeFigures figures) =>
    [
        ("step", Text(figures.PlainStepMilliseconds)),
        ("with a probe", $"{Text(figures.ProbeStepMilliseconds)}; {Number(figures.Ratio)} times a step"),
        ("epoch", $"{Percent(figures.EpochOverhead)} longer if every tenth batch probes"),
        ("first order", $"{Text(figures.FirstOrderStepMilliseconds)}; {Percent(figures.FirstOrderEpochOverhead)}"),
    ];

    /// <summary>A round.</summary>
    public static IEnumerable<(string What, string Value)> Round(RoundFigures figures) =>
    [
        ("clients", $"{figures.TrainingViews.Count}; views: {string.Join(", ", figures.TrainingViews)}"),
        ("one thread", Text(figures.OneThreadMilliseconds)),
        ("all threads", $"{Text(figures.RoundMilliseconds)}; {Number(figures.Speedup)} times as fast"),
    ];

    /// <summary>Inference.</summary>
    public static IEnumerable<(string What, string Value)> Inference(InferenceFigures figures) =>
    [
        ("batch", Text(figures.InferMilliseconds)),
        ("pictures", $"{Number(figures.ImagesPerSecond)} per second"),
        ("memory", $"{Quantity.Bytes(figures.PeakMemoryBytes)} at most"),
    ];

    private static string Text(Spread spread) =>
        $"{Number(spread.Median)} ms ({Number(spread.Min)} to {Number(spread.Max)})";

    private static string Number(double value) => value.ToString(
        value switch { < 10 => "0.00", < 100 => "0.0", _ => "0" }, CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
