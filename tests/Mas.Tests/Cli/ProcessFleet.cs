using System.Net;
using System.Net.Sockets;
using Mas.Commands;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Device.Limits;
using Mas.Federation.Runs;
using Mas.Tests.Device;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Certificates;

namespace Mas.Tests.Cli;

/// <summary>
/// A fleet of real processes over four small buildings, with one run: what it is started with, and what came of it.
/// </summary>
internal sealed class ProcessFleet
{
    private readonly TinyRuns _runs;
    private readonly Lazy<string[]> _door;
    private string? _trusted;
    private string[] _shows = [];

    /// <summary>A fleet that has not begun.</summary>
    /// <param name="runs">The data, and the simulation it is compared with.</param>
    /// <param name="name">Its name among the tests'.</param>
    /// <param name="other">What differs from the simulation.</param>
    internal ProcessFleet(TinyRuns runs, string name, Func<RunOptions, RunOptions>? other = null)
    {
        _runs = runs;
        Options = (other ?? (same => same))(runs.Options(name));
        Folder = runs[$"{name}-folder"];
        Port = FreePort();
        _door = new(() =>
        [
            "--server", $"{(_trusted is null ? new Uri($"http://127.0.0.1:{Port}") : Address)}", "--key",
            CommandRun.Of("key", "--fleet", Folder, "--name", "tests", "--scopes", "read,submit").Out.Trim(),
            .. _trusted is null ? Array.Empty<string>() : ["--ca", _trusted],
        ]);
    }

    /// <summary>The run's options; models are fetched to its folder.</summary>
    internal RunOptions Options { get; }

    /// <summary>The fleet's folder; another one is served by the next server.</summary>
    internal string Folder { get; set; }

    /// <summary>The server's port.</summary>
    internal int Port { get; }

    /// <summary>The file of <c>mas-device</c> that is each device's program; null = the command's verb.</summary>
    internal string? DeviceProgram { get; init; }

    /// <summary>Where devices find the server, and what it is known by then; null = at its own port.</summary>
    internal int? NetworkPort { get; set; }

    /// <summary>Where devices find the server.</summary>
    private Uri Address => new($"{(_trusted is null ? "http" : "https")}://127.0.0.1:{NetworkPort ?? Port}");

    /// <summary>The run's journal, on the server.</summary>
    internal string JournalPath => Path.Combine(Folder, "runs", "r1", Mas.Federation.Journals.Journal.FileName);

    /// <summary>What the journal says so far.</summary>
    internal string Journal
    {
        get
        {
            if (!File.Exists(JournalPath))
            {
                return "";
            }

            using var reader = new StreamReader(
                new FileStream(JournalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    /// <summary>Puts a proxy that speaks TLS before the server, at <see cref="NetworkPort"/>.</summary>
    /// <param name="shown">The proxy's certificate.</param>
    internal ProcessFleet Behind(CertificateFolder shown)
    {
        (_trusted, NetworkPort, _shows) = (shown.Path, FreePort(), ["--proxy", "127.0.0.1"]);
        return this;
    }

    /// <summary>Has the server speak TLS itself.</summary>
    /// <param name="shown">The server's certificate.</param>
    /// <param name="trusted">The certificates that devices and operators trust.</param>
    internal ProcessFleet Showing(CertificateFolder shown, string trusted)
    {
        (_trusted, _shows) = (trusted, ["--certificate", shown.Path, "--key", shown.KeyPath]);
        return this;
    }

    /// <summary>Whether a folder has a file: models when orders are out, updates when some are back.</summary>
    internal bool Holds(string folder)
    {
        var path = Path.Combine(Folder, folder);
        return Directory.Exists(path) && Directory.EnumerateFiles(path, "*.safetensors").Any();
    }

    /// <summary>The whole fleet as one command.</summary>
    /// <param name="sets">The task sets it submits.</param>
    internal string[] Command(string sets) =>
    [
        "fleet", "--fleet", Folder, "--devices", $"{Buildings.Count}", "--tasks", sets, "--out", Options.Out!, "--data", Options.Data!,
        .. KillTests.Recipe(Options),
    ];

    /// <summary>Starts the server, or starts it again.</summary>
    /// <param name="terms">Leases and deadlines, where they are not to outlast whatever happens.</param>
    internal MasProcess StartServer(params IEnumerable<string> terms) => MasProcess.Start(
    [
        "serve", "--fleet", Folder, "--devices", $"{Buildings.Count}", "--port", $"{Port}", "--window", "0",
        .. NetworkPort is { } network ? ["--authority", $"127.0.0.1:{network}"] : Array.Empty<string>(),
        .. _shows, .. terms, .. KillTests.Recipe(Options),
    ]);

    /// <summary>The buildings, one a device.</summary>
    internal IReadOnlyList<string> Buildings =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Options.Data!, "rgb")).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What the device of a building is started with, a token of its own included.</summary>
    /// <param name="building">The building.</param>
    internal DeviceOptions Device(string building) => new()
    {
        Learning = TestCatalogue.Learning,
        Server = Address,
        Trust = _trusted is null ? ServerTrust.OfSystem : ServerTrust.OfFile(_trusted),
        Data = Options.Data!,
        Building = building,
        Tasks = Options.Tasks,
        Folder = Path.Combine(Folder, building),
        Threads = 1,
        Token = Token(building),
        Limits = new OwnLimits { MinBattery = 0 },
    };

    /// <summary>A token with which the device of a client can join.</summary>
    internal string Token(string client) =>
        CommandRun.Of("token", "--fleet", Folder, "--client", client).Out.Trim();

    /// <summary>Starts a process for every building.</summary>
    internal DeviceFleet StartDevices() => new(Buildings.Select(Device), _trusted, DeviceProgram);

    /// <summary>Starts a device of every building in this process, where the test is not about the devices' own.</summary>
    /// <param name="certificate">The certificate they show; null = none.</param>
    /// <param name="clocks">Their clocks, in turn; none = the system's.</param>
    internal HostedDevices HostDevices(ClientCertificate? certificate = null, params TimeProvider[] clocks) =>
        new(Buildings.Select(building => Device(building) with { Certificate = certificate }), clocks);

    /// <summary>What an operator's verb says, in the test's own process.</summary>
    internal CommandRun Operator(params IEnumerable<string> arguments) => CommandRun.Of([.. arguments, .. _door.Value]);

    /// <summary>Submits both tasks as soon as the server listens.</summary>
    internal void Submit(MasProcess server) =>
        Assert.True(server.Until(() => Operator("submit", "--tasks", "dk").Code == ExitCode.Done));

    /// <summary>Serves until the run's models are fetched.</summary>
    internal void ServeToTheEnd()
    {
        using var server = StartServer();
        WaitForTheEnd(server);
    }

    /// <summary>Fetches the run's models once it has ended, and stops the server.</summary>
    internal void WaitForTheEnd(MasProcess server)
    {
        Assert.True(
            server.Until(() => Journal.Contains("run-finished", StringComparison.Ordinal)),
            $"{(server.HasEnded ? "The server has ended" : "The run stands still")}:\n{Journal}");
        string[] fetch = ["fetch", "t1", "--out", Path.Combine(Options.Out!, "t1")];
        Assert.True(server.Until(() => Operator(fetch).Code == ExitCode.Done));
        server.Interrupt();
        Assert.Equal(ExitCode.Done, server.End().Code);
    }

    /// <summary>
    /// That what was fetched is the simulation's, to the bit. Where the network fails, more may have been sent than
    /// counts.
    /// </summary>
    /// <param name="of">Another simulation than that of the four buildings.</param>
    internal void AssertSimulated(ResultFile? of = null)
    {
        var result = ResultFile.Read(Path.Combine(Options.Out!, "t1", ResultFile.FileName));
        var simulated = of ?? _runs.Undisturbed;
        Assert.Equal(simulated.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(simulated.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(simulated.ValidationLoss.PerTask, result.ValidationLoss.PerTask);
        Assert.Equal(simulated.Cost.TrainFlops, result.Cost.TrainFlops);
        Assert.InRange(result.Cost.BytesUp, simulated.Cost.BytesUp, long.MaxValue);
        Assert.Equal(simulated.Groups, result.Groups);
        foreach (var (task, metrics) in simulated.TestMetrics!)
        {
            Assert.Equal(metrics, result.TestMetrics![task]);
        }
    }

    /// <summary>A port that nothing listens to.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
