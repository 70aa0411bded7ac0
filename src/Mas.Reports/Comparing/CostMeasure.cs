using Mas.Federation.Ledgers;

namespace Mas.Reports.Comparing;

/// <summary>One way to count what a run used.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Heading">Its name for people.</param>
/// <param name="Of">The number, of a run's whole cost.</param>
/// <param name="Text">The number with its unit.</param>
internal sealed record CostMeasure(string Name, string Heading, Func<Cost, double> Of, Func<double, string> Text)
{
    /// <summary>Elapsed time.</summary>
    public static CostMeasure Wall { get; } = new(
        "wallSeconds", "elapsed time", cost => cost.WallSeconds, Quantity.Seconds);

    /// <summary>Time of all threads.</summary>
    public static CostMeasure Cpu { get; } = new(
        "cpuSeconds", "processor time", cost => cost.CpuSeconds, Quantity.Seconds);

    /// <summary>Floating-point operations of training and probing.</summary>
    public static CostMeasure Operations { get; } = new(
        "trainFlops", "operations", cost => cost.TrainFlops, Quantity.Operations);

    /// <summary>What went over the wire, both ways.</summary>
    public static CostMeasure Bytes { get; } = new(
        "bytes", "traffic", cost => (double)cost.BytesDown + cost.BytesUp, Quantity.Bytes);

    /// <summary>Energy; where it comes from is told beside it.</summary>
    public static CostMeasure Energy { get; } = new(
        "energyJoules", "energy", cost => cost.EnergyJoules, Quantity.Joules);

    /// <summary>Those shown in tables, in their order.</summary>
    public static IReadOnlyList<CostMeasure> Shown { get; } = [Wall, Cpu, Operations, Bytes, Energy];

    /// <summary>Those on file.</summary>
    public static IReadOnlyList<CostMeasure> All { get; } =
    [
        .. Shown,
        new("bytesDown", "bytes down", cost => cost.BytesDown, Quantity.Bytes),
        new("bytesUp", "bytes up", cost => cost.BytesUp, Quantity.Bytes),
        new("probeSeconds", "processor time of measuring affinity", cost => cost.ProbeSeconds, Quantity.Seconds),
    ];
}
