using Mas.Dashboard;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Device.Limits;
using Mas.Server;
using Mas.Server.Certificates;
using Mas.Server.Queue;
using Mas.Tests.Device;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server;

namespace Mas.Tests.Dashboard;

/// <summary>A server with its dashboard, and devices that train four small buildings.</summary>
internal sealed class TinyFleet : IAsyncDisposable
{
    private HostedDevices? _devices;

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

    /// <summary>A device for every building.</summary>
    /// <param name="runs">The data.</param>
    /// <param name="database">The fleet's PostgreSQL; null = SQLite.</param>
    /// <param name="trust">Whom devices trust; null = the system's authorities.</param>
    /// <param name="clocks">The devices' clocks, in turn; none = the system's.</param>
    internal HostedDevices Join(
        TinyRuns runs, string? database = null, ServerTrust? trust = null, params TimeProvider[] clocks) =>
        _devices = new HostedDevices(
            Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).Select(Path.GetFileName).Select(building =>
                new DeviceOptions
                {
                    Learning = TestCatalogue.Learning,
                    Server = Server.Address,
                    Trust = trust ?? ServerTrust.OfSystem,
                    Folder = Path.Combine($"{Folder}-devices", building!),
                    Data = runs.Data,
                    Building = building,
                    Tasks = "dk",
                    Token = FleetOwner.Token(Folder, building!, database),
                    Threads = 1,
                    Limits = new OwnLimits { MinBattery = 0 },
                }),
            clocks);

    public async ValueTask DisposeAsync()
    {
        _devices?.Dispose();
        await Server.DisposeAsync();
    }
}
