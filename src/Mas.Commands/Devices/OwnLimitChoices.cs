using System.CommandLine;
using Mas.Commands.Parsing;
using Mas.Device;
using Mas.Device.Limits;
using Mas.Learning;

namespace Mas.Commands.Devices;

/// <summary>What a device has, and what its owner lets it contribute.</summary>
internal sealed class OwnLimitChoices
{
    private const string Heading = "What the device gives";
    private const int DaySeconds = 86_400;
    private const int MostClients = 1000;
    private const int MostMebibytes = 1 << 24;

    private static readonly RealRange _amounts = new(0, 1e15);
    private static readonly OwnLimits _limits = new();

    private readonly Option<int> _memory = Choice.Whole(
        "--memory-mebibytes", Standard, new(1, MostMebibytes), "Mebibytes of memory that training may take, by "
        + "default three quarters of this machine's; runs that need more do not use this device");

    private readonly Option<bool> _metered = Choice.Switch(
        "--metered", "The network is billed by the byte; shown to operators.");

    private readonly Option<int> _seconds = Choice.Whole(
        "--max-seconds-a-day", (int)_limits.SecondsADay, new(0, DaySeconds),
        "Seconds of work per day (UTC)", "no limit");

    private readonly Option<double> _joules = Choice.Real(
        "--max-joules-a-day", _limits.JoulesADay, _amounts,
        "Joules per day, estimated from the processor time", "no limit");

    private readonly Option<double> _bytes = Choice.Real(
        "--max-bytes-a-day", _limits.BytesADay, _amounts,
        "Bytes of models and weights per day, both ways", "no limit");

    private readonly Option<int> _cohort = Choice.Whole(
        "--smallest-cohort", _limits.SmallestCohort, new(1, MostClients), "Fewest clients, this one included, whose "
        + "models are averaged; the device refuses orders with fewer, 1 = it refuses none");

    private readonly Option<int> _battery = Choice.Whole(
        "--min-battery", _limits.MinBattery, new(0, 100), "Percent of charge below which a device on battery stops at "
        + "once, 100 = works on mains power only");

    /// <summary>The options, adding them to a verb.</summary>
    internal OwnLimitChoices(Verb verb) =>
        verb.Add(Heading, _memory, _metered, _seconds, _joules, _bytes, _battery, _cohort);

    private static int Standard => (int)Math.Clamp(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 >> 20, 1, MostMebibytes);

    /// <summary>The options with what the command line asks for.</summary>
    internal DeviceOptions Read(ParseResult parsed, DeviceOptions options) => options with
    {
        MemoryBytes = (long)parsed.GetValue(_memory) << 20,
        Metered = parsed.GetValue(_metered),
        Limits = new OwnLimits
        {
            SecondsADay = parsed.GetValue(_seconds),
            JoulesADay = parsed.GetValue(_joules),
            BytesADay = (long)parsed.GetValue(_bytes),
            MinBattery = parsed.GetValue(_battery),
            SmallestCohort = parsed.GetValue(_cohort),
        },
    };
}
