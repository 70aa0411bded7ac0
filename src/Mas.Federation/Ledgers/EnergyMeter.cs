using Mas.Engine.Parallelism;
using Mas.Learning.Needs;

namespace Mas.Federation.Ledgers;

/// <summary>
/// The energy a piece of work took: measured by the processor's counters, else by the battery the machine runs on,
/// else estimated from processor time; docs/reference/energy.md has the reasoning. What was measured for the whole machine is
/// shared among this process's work by processor time, so that stages side by side do not count it twice. Thread-safe.
/// </summary>
public sealed class EnergyMeter
{
    /// <summary>The estimate's watts of one busy core.</summary>
    public const double WattsPerCore = EnergyEstimate.WattsPerCore;

    private readonly SysFolder _powercap;
    private readonly SysFolder _supplies;
    private readonly Func<double> _processSeconds;

    /// <summary>Reads the kernel's counters under <paramref name="systemFolder"/>.</summary>
    /// <param name="systemFolder">Where the kernel shows its devices: <c>/sys</c>.</param>
    public EnergyMeter(string systemFolder = "/sys")
        : this(systemFolder, () => CpuClock.ProcessSeconds)
    {
    }

    internal EnergyMeter(string systemFolder, Func<double> processSeconds)
    {
        _powercap = new SysFolder(Path.Combine(systemFolder, "class", "powercap"));
        _supplies = new SysFolder(Path.Combine(systemFolder, "class", "power_supply"));
        _processSeconds = processSeconds;
    }

    /// <summary>Marks the beginning of a piece of work.</summary>
    public EnergyMark Mark() => new(_processSeconds(), RaplCounter.ReadAll(_powercap), BatteryCharge.Joules(_supplies));

    /// <summary>The energy of a piece of work that began at <paramref name="mark"/> and ends now.</summary>
    /// <param name="mark">Its beginning.</param>
    /// <param name="cpuSeconds">The processor time it used since, on all threads; at least 0.</param>
    public Energy Since(EnergyMark mark, double cpuSeconds)
    {
        var now = Mark();
        var process = now.ProcessSeconds - mark.ProcessSeconds;
        var share = process > cpuSeconds ? cpuSeconds / process : 1;
        if (mark.Rapl is { } before && now.Rapl is { } after && RaplCounter.Joules(before, after) is { } counted)
        {
            return new Energy(counted * share, EnergySource.Rapl);
        }

        // A battery that holds more than before was charged in between.
        if (mark.BatteryJoules is { } full && now.BatteryJoules is { } left && left <= full)
        {
            return new Energy((full - left) * share, EnergySource.Battery);
        }

        return new Energy(cpuSeconds * WattsPerCore, EnergySource.Estimate);
    }
}
