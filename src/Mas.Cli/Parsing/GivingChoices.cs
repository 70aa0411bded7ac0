using System.CommandLine;
using System.Globalization;
using Mas.Device;
using Mas.Device.Limits;
using Mas.Learning;

namespace Mas.Cli.Parsing;

/// <summary>What a device has, and what its owner lets it give.</summary>
internal sealed class GivingChoices
{
    private const int DaySeconds = 86_400;
    private const int MostMebibytes = 1 << 24;
    private const double Most = 1e15;

    private static readonly OwnLimits _limits = new();

    private readonly Option<int> _memory = Choice.Whole(
        "--memory-mebibytes", Standard, "Memory that training may take, in mebibytes; a run that needs more leaves the device "
        + $"out. 1 to {MostMebibytes}; left out: three quarters of what there is.");

    private readonly Option<bool> _metered = Choice.Switch(
        "--metered", "The network is paid for by the byte; operators are told.");

    private readonly Option<int> _seconds = Choice.Whole(
        "--max-seconds-a-day", 0, $"Seconds of work a day, of UTC; 0 to {DaySeconds}, 0 = no limit.");

    private readonly Option<double> _joules = Choice.Real(
        "--max-joules-a-day", 0, "Joules a day, estimated from the processor time; 0 to 1e15, 0 = no limit.");

    private readonly Option<double> _bytes = Choice.Real(
        "--max-bytes-a-day", 0, "Bytes of models and weights a day, both ways; 0 to 1e15, 0 = no limit.");

    private readonly Option<int> _battery = Choice.Whole(
        "--min-battery", _limits.MinBattery, "Percent of charge below which the device stops at once while it runs on a "
        + "battery; 0 to 100, 100 = it works on the mains alone.");

    /// <summary>The options, adding them to a verb.</summary>
    internal GivingChoices(Command verb)
    {
        Option[] all = [_memory, _metered, _seconds, _joules, _bytes, _battery];
        foreach (var option in all)
            verb.Add(option);
    }

    private static int Standard => (int)Math.Clamp(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 >> 20, 1, MostMebibytes);

    /// <summary>The options with what the command line asks for.</summary>
    /// <exception cref="InputException">Something is out of range; every fault is named.</exception>
    internal DeviceOptions Read(ParseResult parsed, DeviceOptions options)
    {
        List<string> faults =
        [
            .. FleetChoices.Within(_memory.Name, parsed.GetValue(_memory), 1, MostMebibytes),
            .. FleetChoices.Within(_seconds.Name, parsed.GetValue(_seconds), 0, DaySeconds),
            .. Within(_joules.Name, parsed.GetValue(_joules)),
            .. Within(_bytes.Name, parsed.GetValue(_bytes)),
            .. FleetChoices.Within(_battery.Name, parsed.GetValue(_battery), 0, 100),
        ];
        if (faults.Count > 0)
            throw new InputException(string.Join(Environment.NewLine, faults));
        return options with
        {
            MemoryBytes = (long)parsed.GetValue(_memory) << 20,
            Metered = parsed.GetValue(_metered),
            Limits = new OwnLimits
            {
                SecondsADay = parsed.GetValue(_seconds),
                JoulesADay = parsed.GetValue(_joules),
                BytesADay = (long)parsed.GetValue(_bytes),
                MinBattery = parsed.GetValue(_battery),
            },
        };
    }

    private static IEnumerable<string> Within(string option, double value)
    {
        if (value is not (>= 0 and <= Most))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{option} {value} is out of range; it must be 0 to 1e15.");
        }
    }
}
