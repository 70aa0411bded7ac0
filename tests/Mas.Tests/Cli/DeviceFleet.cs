using System.Globalization;
using Mas.Device;

namespace Mas.Tests.Cli;

/// <summary>Devices as processes.</summary>
/// <param name="devices">What each is started with.</param>
/// <param name="trusted">The file of the certificates they trust; null = the system's authorities.</param>
/// <param name="program">The file of <c>mas-device</c>; null = the command's verb.</param>
internal sealed class DeviceFleet(
    IEnumerable<DeviceOptions> devices, string? trusted = null, string? program = null) : IDisposable
{
    internal MasProcess[] Processes { get; } = [.. devices.Select(device => Start(
        program,
        [
            "--server", device.Server.ToString(), "--data", device.Data, "--building", device.Building!,
            "--tasks", device.Tasks!, "--folder", device.Folder, "--token", device.Token!, "--threads",
            device.Threads.ToString(CultureInfo.InvariantCulture), "--min-battery", "0",
            .. trusted is null ? Array.Empty<string>() : ["--ca", trusted],
        ]))];

    private static MasProcess Start(string? program, string[] options) =>
        program is null ? MasProcess.Start(["device", .. options]) : MasProcess.StartProgram(program, options);

    public void Dispose() => Array.ForEach(Processes, process => process.Dispose());
}
