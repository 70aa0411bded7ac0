using Mas.Federation.Ledgers;
using Mas.Federation.Reports;
using Mas.Federation.Reports.Charts;
using Mas.Wire.Documents;

namespace Mas.Dashboard.Parts;

/// <summary>What devices have given, as charts.</summary>
internal static class DeviceFigures
{
    private const int Most = 16;

    /// <summary>Orders answered, and energy, of those who have given most; nothing before anybody has.</summary>
    internal static IReadOnlyList<ReportFigure> All(IReadOnlyList<DeviceStatus> devices) =>
        devices.All(device => device.Answered == 0)
            ? []
            :
            [
                Figure("answered", "Orders answered", devices, device => device.Answered, count => $"{count:0}"),
                Figure("energy", $"Energy ({Quantity.Source(EnergySource.Estimate)})", devices, device => device.Joules, Quantity.Joules),
            ];

    private static ReportFigure Figure(
        string name, string heading, IReadOnlyList<DeviceStatus> devices, Func<DeviceStatus, double> of,
        Func<double, string> text)
    {
        Bar[] bars =
        [
            .. devices.OrderByDescending(of).Take(Most).OrderBy(device => device.Client, StringComparer.Ordinal)
                .Select(device => new Bar(device.Client, of(device), text(of(device)))),
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
