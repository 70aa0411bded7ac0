using Mas.Dashboard;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Device.Limits;
using Mas.Server;
using Mas.Server.Certificates;
using Mas.Server.Queue;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server;

namespace Mas.Tests.Dashboard;

/// <summary>A server with its dashboard, and devices that train four small buildings.</summary>
internal sealed class TinyFleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _devices = [];

    private TinyFleet(string folder) => Folder = folder;

    internal string Folder { get; }

    internal FleetDashboard Dashboard { get; } = new();

    internal FleetServer Server { get; private set; } = null!;

    /// <summary>Starts a server; devices come with <see cref="Join"/>.</summary>
    /// <param name="runs">The data.</param>
    /// <param name="name">The fleet's name among the tests'.</param>
    /// <param name="certificate">What the server speaks TLS with; null = plain HTTP.</param>
    /// <param name="other">What else it is started with; null = nothing.</param>
    internal static async Task<TinyFleet> Start(
        TinyRuns runs, string name, ServerCertificate? certificate = null,
        Func<FleetOptions, FleetOptions>? other = null)
    {
        var tiny = new TinyFleet(runs[name]);
        var options = tiny.Dashboard.On(new FleetOptions
        {
            Directory = tiny.Folder,
            Certificate = certificate,
            Queue = new QueueTerms
            {
                Window = TimeSpan.Zero,
                Devices = 4,
                Defaults = runs.Options(name) with { Data = null, Out = null, Threads = 1 },
            },
        });
        tiny.Server = await FleetServer.Start(other?.Invoke(options) ?? options, TimeProvider.System);
        return tiny;
    }

    /// <summary>What a device of every building is started with.</summary>
    /// <param name="runs">The data.</param>
    /// <param name="server">Where the server is.</param>
    /// <param name="fleet">The fleet's folder.</param>
    /// <param name="devices">The folder of the devices' own.</param>
    /// <param name="database">The fleet's PostgreSQL; null = SQLite.</param>
    /// <param name="trust">Whom devices trust; null = the system's authorities.</param>
    internal static IEnumerable<DeviceOptions> Devices(
        TinyRuns runs, Uri server, string fleet, string devices, string? database = null, ServerTrust? trust = null) =>
        Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).Select(Path.GetFileName).Select(building =>
            new DeviceOptions
            {
                Learning = TestCatalogue.Learning,
                Server = server,
                Trust = trust ?? ServerTrust.OfSystem,
                Folder = Path.Combine(devices, building!),
                Data = runs.Data,
                Building = building,
                Tasks = "dk",
                Token = FleetOwner.Token(fleet, building!, database),
                Threads = 1,
                Limits = new OwnLimits { MinBattery = 0 },
            });

    /// <summary>A device for every building.</summary>
    /// <param name="runs">The data.</param>
    /// <param name="trust">Whom devices trust; null = the system's authorities.</param>
    internal void Join(TinyRuns runs, ServerTrust? trust = null)
    {
        foreach (var options in Devices(
            runs, Server.Address, Folder, Path.Combine(Folder, "devices"), trust: trust))
        {
            var agent = new DeviceAgent(options, null, TimeProvider.System);
            _devices.Add(Task.Run(async () =>
            {
                using (agent)
                {
                    await agent.Run(_stop.Token);
                }
            }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_devices).ContinueWith(_ => { }, TaskScheduler.Default);
        await Server.DisposeAsync();
        _stop.Dispose();
    }
}
