using Mas.Device;
using Mas.Device.Limits;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Server.Scenarios;

/// <summary>Devices that join a server by HTTP and train.</summary>
internal static class Agents
{
    /// <summary>Devices with a small building each, until they are told to stop.</summary>
    /// <param name="runs">The data.</param>
    /// <param name="folder">The fleet's folder.</param>
    /// <param name="server">Where they join.</param>
    /// <param name="tasks">The tasks they have maps for.</param>
    /// <param name="stop">Ends them.</param>
    /// <param name="count">How many there are.</param>
    internal static Task Work(
        TinyRuns runs, string folder, Uri server, string tasks, CancellationToken stop, int count = 2) =>
        Task.WhenAll(Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).Order().Take(count).Select(
            async building =>
            {
                var name = Path.GetFileName(building);
                using var agent = new DeviceAgent(
                    new DeviceOptions
                    {
                        Learning = TestCatalogue.Learning,
                        Server = server,
                        Folder = Path.Combine(folder, "devices", name),
                        Data = runs.Data,
                        Building = name,
                        Tasks = tasks,
                        Token = FleetOwner.Token(folder, name),
                        Threads = 1,
                        Limits = new OwnLimits { MinBattery = 0 },
                    },
                    null, TimeProvider.System);
                await agent.Run(stop);
            }));
}
