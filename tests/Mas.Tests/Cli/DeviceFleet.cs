using System.Globalization;
using Mas.Device;

namespace Mas.Tests.Cli;

/// <summary>Devices as processes.</summary>
internal sealed class DeviceFleet(params IEnumerable<DeviceOptions> devices) : IDisposable
{
    internal MasProcess[] Processes { get; } =
    [
        .. devices.Select(device => MasProcess.Start(
            "device", "--server", device.Server.ToString(), "--data", device.Data, "--building", device.Building!,
            "--tasks", device.Tasks!, "--folder", device.Folder, "--token", device.Token!, "--threads",
            device.Threads.ToString(CultureInfo.InvariantCulture), "--min-battery", "0")),
    ];

    public void Dispose() => Array.ForEach(Processes, process => process.Dispose());
}
