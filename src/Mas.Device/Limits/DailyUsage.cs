using System.Globalization;
using Mas.Learning.Files;
using Mas.Learning.Needs;

namespace Mas.Device.Limits;

/// <summary>
/// What a device has given today and whether it gives more: <c>today.json</c> in its folder, so that a restart begins no
/// new day. Thread-safe.
/// </summary>
/// <param name="directory">The device's folder.</param>
/// <param name="limits">What its owner lets it give.</param>
/// <param name="power">What it runs on.</param>
/// <param name="time">The device's clock.</param>
internal sealed class DailyUsage(string directory, OwnLimits limits, PowerSupply power, TimeProvider time)
{
    /// <summary>The file.</summary>
    internal const string FileName = "today.json";

    private const int MainsAlone = 100;

    private readonly string _path = Path.Combine(directory, FileName);
    private readonly Lock _gate = new();
    private DayUse? _use;

    /// <summary>What it has given today.</summary>
    internal DayUse Today
    {
        get
        {
            lock (_gate)
            {
                return Use();
            }
        }
    }

    /// <summary>Whether it runs on a battery.</summary>
    internal bool OnBattery => power.Now.OnBattery;

    /// <summary>Why it stops even in the midst of an order, a sentence; null = it does not.</summary>
    internal string? Weak => power.Now is { OnBattery: true } now
        && (limits.MinBattery == MainsAlone || now.Percent < limits.MinBattery)
        ? limits.MinBattery == MainsAlone
            ? "It runs on a battery, and works on the mains alone (--min-battery 100)."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"It runs on a battery that holds {now.Percent:0} %, less than --min-battery {limits.MinBattery}.")
        : null;

    /// <summary>Why it takes no order now, a sentence; null = it does.</summary>
    internal string? Rests => Weak ?? Spent(Today);

    /// <summary>Counts work, from now until it is over.</summary>
    internal DayWork Begin() => new(this, time);

    /// <summary>Counts bytes of a model fetched or of weights sent.</summary>
    internal void Moved(long bytes) => Add(0, 0, bytes);

    /// <summary>Counts, and writes it down.</summary>
    internal void Add(double seconds, double cpuSeconds, long bytes)
    {
        lock (_gate)
        {
            var use = Use();
            _use = use with
            {
                Seconds = use.Seconds + seconds,
                Joules = use.Joules + (cpuSeconds * EnergyEstimate.WattsPerCore),
                Bytes = use.Bytes + bytes,
            };
            try
            {
                DurableFile.WriteJson(_path, _use, DeviceJson.Default.DayUse);
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                // What cannot be written down counts until a restart; no order is worth less for it.
            }
        }
    }

    private string? Spent(DayUse use) =>
        Spent("seconds", use.Seconds, limits.SecondsADay) ?? Spent("joules", use.Joules, limits.JoulesADay)
        ?? Spent("bytes", use.Bytes, limits.BytesADay);

    private static string? Spent(string what, double given, double limit) => limit > 0 && given >= limit
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"It has given {given:0} {what} today, its owner's limit is {limit:0}; it resumes at midnight UTC.")
        : null;

    private DayUse Use()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        _use ??= DeviceJson.Read(_path, DeviceJson.Default.DayUse);
        return _use?.Day == today ? _use : _use = DayUse.Of(today);
    }
}
