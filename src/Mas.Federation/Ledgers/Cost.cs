namespace Mas.Federation.Ledgers;

/// <summary>
/// What a piece of a run used: a round, a stage, a task's share or the whole. Costs add up; every field is a sum, so
/// the wall seconds of stages that ran side by side count once each.
/// </summary>
public sealed record Cost
{
    /// <summary>Nothing used.</summary>
    public static Cost Zero { get; } = new();

    /// <summary>Elapsed seconds.</summary>
    public double WallSeconds { get; init; }

    /// <summary>Seconds of processor time, over all threads.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Floating-point operations of training, two a multiply-add; probing included.</summary>
    public double TrainFlops { get; init; }

    /// <summary>Bytes from server to clients: the orders' tensors as safetensors.</summary>
    public long BytesDown { get; init; }

    /// <summary>
    /// Bytes from clients to server: the updates' tensors as safetensors, and what devices have sent of them in
    /// attempts that were cut off or refused.
    /// </summary>
    public long BytesUp { get; init; }

    /// <summary>Joules, of the source <see cref="EnergySource"/> tells.</summary>
    public double EnergyJoules { get; init; }

    /// <summary>How the joules were found; of a sum, the least sure source among the parts that have any.</summary>
    public EnergySource EnergySource { get; init; } = EnergySource.Estimate;

    /// <summary>Seconds of processor time spent on affinity probes, a part of <see cref="CpuSeconds"/>.</summary>
    public double ProbeSeconds { get; init; }

    /// <summary>The sum, field by field.</summary>
    public static Cost operator +(Cost left, Cost right) => new()
    {
        WallSeconds = left.WallSeconds + right.WallSeconds,
        CpuSeconds = left.CpuSeconds + right.CpuSeconds,
        TrainFlops = left.TrainFlops + right.TrainFlops,
        BytesDown = checked(left.BytesDown + right.BytesDown),
        BytesUp = checked(left.BytesUp + right.BytesUp),
        EnergyJoules = left.EnergyJoules + right.EnergyJoules,
        EnergySource = LeastSure(left, right),
        ProbeSeconds = left.ProbeSeconds + right.ProbeSeconds,
    };

    /// <summary>The sum of all, in their order.</summary>
    public static Cost Sum(IEnumerable<Cost> costs) => costs.Aggregate(Zero, (sum, cost) => sum + cost);

    /// <summary>One of <paramref name="parts"/> equal parts; whole bytes, rounded down.</summary>
    /// <param name="parts">At least 1.</param>
    public Cost Share(int parts) => this with
    {
        WallSeconds = WallSeconds / parts,
        CpuSeconds = CpuSeconds / parts,
        TrainFlops = TrainFlops / parts,
        BytesDown = BytesDown / parts,
        BytesUp = BytesUp / parts,
        EnergyJoules = EnergyJoules / parts,
        ProbeSeconds = ProbeSeconds / parts,
    };

    private static EnergySource LeastSure(Cost left, Cost right) => (left.EnergyJoules, right.EnergyJoules) switch
    {
        (0, not 0) => right.EnergySource,
        (not 0, 0) => left.EnergySource,
        _ => (EnergySource)Math.Max((int)left.EnergySource, (int)right.EnergySource),
    };
}
