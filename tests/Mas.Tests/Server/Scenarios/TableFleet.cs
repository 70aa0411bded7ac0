using System.Collections.Concurrent;
using Mas.Device;
using Mas.Device.Limits;
using Mas.Federation.Runs;
using Mas.Server;
using Mas.Server.Policy;
using Mas.Server.Queue;
using Mas.Tests.Federation;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Queue;
using Mas.Tests.Tables;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// Four clients of <see cref="SmallTable"/>, of which two lack the alarm: as one joined file, and as devices with a file of
/// their own each, that join a server by HTTP and train.
/// </summary>
internal sealed class TableFleet : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, DeviceOptions> _devices = [];

    internal TableFleet() => Lines = SmallTable.Lines(clients: 4, rowsEach: 200);

    /// <summary>The rows of all clients.</summary>
    internal IReadOnlyList<string> Lines { get; }

    /// <summary>What is run, in a simulation and on the fleet.</summary>
    internal RunOptions Options { get; init; } = TestCatalogue.Options with
    {
        Source = "table",
        Client = "station",
        Targets = "level:regression,alarm:class",
        SplitBy = "week",
        Encoder = "mlp-quarter",
        Batch = 64,
        Groups = 2,
        Rounds = 4,
        MergeRounds = 2,
        ClientsPerRound = 3,
        EvaluateEvery = 2,
        Threads = 2,
    };

    /// <summary>What the log of the fleet says.</summary>
    internal ConcurrentQueue<string> Notes { get; } = [];

    /// <summary>A place in the temporary folder.</summary>
    internal string this[string name] => _folder[name];

    /// <summary>The file of all clients.</summary>
    internal string Joined => SmallTable.Write(_folder, Lines.Prepend(SmallTable.Header));

    /// <summary>The file of one client, without the columns that its device lacks.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lacking">The columns.</param>
    internal string Own(string client, params string[] lacking)
    {
        int[] kept = [.. SmallTable.Header.Split(',').Index().Where(each => !lacking.Contains(each.Item)).Select(each => each.Index)];
        var rows = Lines.Where(line => line.StartsWith($"{client},", StringComparison.Ordinal)).Prepend(SmallTable.Header);
        File.WriteAllLines(this[$"{client}.csv"], rows.Select(row => string.Join(',', kept.Select(place => row.Split(',')[place]))));
        return this[$"{client}.csv"];
    }

    /// <summary>Adds a device.</summary>
    /// <param name="client">Its client.</param>
    /// <param name="file">Its table.</param>
    /// <param name="column">The column of clients in it; null = all rows are its own.</param>
    internal TableFleet With(string client, string file, string? column = null)
    {
        _devices[client] = new DeviceOptions
        {
            Learning = TestCatalogue.Learning,
            Server = new Uri("http://127.0.0.1"),
            Folder = this[$"devices/{client}"],
            Data = file,
            Source = Options.Source ?? "table",
            Building = client,
            ClientColumn = column,
            Threads = 1,
            Limits = new OwnLimits { MinBattery = 0 },
        };
        return this;
    }

    /// <summary>The simulation on the joined file.</summary>
    /// <param name="data">Other data than the table; null = that.</param>
    internal ResultFile Simulate(string? data = null) =>
        TinyRuns.Start(Options with { Data = data ?? Joined, Out = this["simulation"] });

    /// <summary>Submits to the fleet, and waits until that has ended.</summary>
    /// <param name="asked">What is submitted.</param>
    internal async Task<FleetStatus> Run(SubmissionDocument asked)
    {
        await using var server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = this["fleet"],
                Queue = new QueueTerms
                {
                    Window = TimeSpan.Zero,
                    Devices = _devices.Count,
                    Catalogue = TestCatalogue.Runs,
                    Defaults = Options,
                    Policy = new FleetPolicy { SmallestCohort = 1 },
                },
            },
            TimeProvider.System);
        server.Fleet.Noted += Notes.Enqueue;
        using var stop = new CancellationTokenSource();
        var work = _devices.Select(device => Task.Run(() => Work(device.Key, device.Value, server.Address, stop.Token))).ToArray();
        var id = await server.Fleet.Submit(asked, "ann");
        var ended = server.Fleet.Until(status => status.State(id) is QueueState.Done or QueueState.Failed);
        var status = await (await Task.WhenAny(ended, Task.WhenAny(work).Unwrap().ContinueWith(
            over => over.IsFaulted ? throw over.Exception! : ended.GetAwaiter().GetResult(), TaskScheduler.Default)));
        await stop.CancelAsync();
        await Task.WhenAll(work.Select(async one => await one.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
        return status;
    }

    /// <summary>The result of the fleet's run.</summary>
    internal ResultFile Result => ResultFile.Read(this["fleet/runs/r1/result.json"]);

    public void Dispose() => _folder.Dispose();

    private async Task Work(string client, DeviceOptions options, Uri server, CancellationToken stop)
    {
        using var agent = new DeviceAgent(
            options with { Server = server, Token = FleetOwner.Token(this["fleet"], client) }, null, TimeProvider.System);
        await agent.Run(stop);
    }
}
