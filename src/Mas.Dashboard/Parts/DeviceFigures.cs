using Mas.Federation.Ledgers;
using Mas.Reports.Charts;
using Mas.Reports.Figures;
using Mas.Wire.Documents;

namespace Mas.Dashboard.Parts;

/// <summary>What devices have given, as charts.</summary>
internal static class DeviceFigures
{
    private const int Most = 16;

    /// <summary>
    /// Orders answered, and energy, of the devices that have contributed most; a figure without a value is omitted.
    /// </summary>
    /// <param name="devices">All devices of the fleet.</param>
    internal static IReadOnlyList<ReportFigure> All(IReadOnlyList<DeviceStatus> devices) =>
    [
        .. devices.Any(device => device.Answered > 0)
            ? [Figure("answered", "Orders answered", devices, device => device.Answered, count => $"{count:0}")]
            : Array.Empty<ReportFigure>(),
        .. devices.Any(device => device.Joules is not null)
            ? [Figure(
                "energy", $"Energy ({Quantity.Source(EnergySource.Estimate)})", devices, device => device.Joules,
                Quantity.Joules)]
            : Array.Empty<ReportFigure>(),
    ];

    /// <summary>The energy of some devices in words; a dash if none of them has trained.</summary>
    internal static string Energy(params IReadOnlyList<DeviceStatus> devices) =>
        devices.Any(device => device.Joules is not null)
            ? Quantity.Joules(devices.Sum(device => device.Joules ?? 0)) : "–";

    private static ReportFigure Figure(
        string name, string heading, IReadOnlyList<DeviceStatus> devices, Func<DeviceStatus, double?> of,
        Func<double, string> text)
    {
        Bar[] bars =
        [
            .. devices.OrderByDescending(of).Take(Most).OrderBy(device => device.Client, StringComparer.Ordinal)
                .Select(device => new Bar(
                    device.Client, of(device) ?? double.NaN, of(device) is { } value ? text(value) : "–")),
        ];
        return new ReportFigure(name, new BarChart
        {
            Title = $"{heading}, by device",
            Description = string.Join(", ", bars.Select(bar => $"{bar.Label}: {bar.Text}")) + ".",
            LabelTitle = "device",
            ValueTitle = heading,
            Bars = bars,
            Width = ReportFigure.SmallWidth,
        });
    }
}
