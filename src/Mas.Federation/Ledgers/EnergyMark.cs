namespace Mas.Federation.Ledgers;

/// <summary>The state of a machine's energy counters at one moment; see <see cref="EnergyMeter.Mark"/>.</summary>
public sealed class EnergyMark
{
    internal EnergyMark(double processSeconds, IReadOnlyList<RaplCounter>? rapl, double? batteryJoules)
    {
        ProcessSeconds = processSeconds;
        Rapl = rapl;
        BatteryJoules = batteryJoules;
    }

    internal double ProcessSeconds { get; }

    // By package, or null where there are none or one cannot be read.
    internal IReadOnlyList<RaplCounter>? Rapl { get; }

    // What all batteries hold together, or null unless the machine runs on them.
    internal double? BatteryJoules { get; }
}
