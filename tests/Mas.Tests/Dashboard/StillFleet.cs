using System.Net;
using Mas.Dashboard;
using Mas.Federation.Journals;
using Mas.Server;
using Mas.Server.Audit;
using Mas.Server.Orders;
using Mas.Server.Queue;
using Mas.Server.Security;
using Mas.Server.Storage;
using Mas.Tests.Federation;
using Mas.Tests.Reports;
using Mas.Tests.Server;
using Mas.Wire.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mas.Tests.Dashboard;

/// <summary>
/// A fleet that does nothing by itself, with its dashboard: what is in its queue and in its run folders is put there.
/// </summary>
internal sealed class StillFleet : IAsyncDisposable
{
    private const string Tasks = "sdnkt";

    private readonly TemporaryFolder _folder;
    private readonly FleetStore _store;
    private readonly QueueStore _queue;
    private readonly FleetDashboard _dashboard = new();
    private readonly WebApplication _application;
    private readonly Fleet _fleet;

    private StillFleet(
        TemporaryFolder folder, FleetStore store, QueueStore queue, DeviceBook devices, IReadOnlyList<string> clients)
    {
        (_folder, _store, _queue) = (folder, store, queue);
        Orders = new OrderBook(_store, new OrderTerms(), TimeProvider.System);
        _fleet = new Fleet(_store, _queue, devices, Orders, new QueueTerms(), _folder.Path, TimeProvider.System);
        foreach (var device in devices.All.Where(device => device.Client != clients[^1]))
        {
            devices.Saw(device);
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var trail = new AuditTrail(_store, _folder.Path, TimeProvider.System);
        builder.Services.AddRoutingCore().AddSingleton(_fleet).AddSingleton(trail)
            .AddSingleton(new OperatorKeys(_store, trail, TimeProvider.System))
            .AddSingleton(new RefusalRecorder(trail, TimeProvider.System))
            .AddSingleton(new AddressLimits(new LimitTerms(), TimeProvider.System));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var hooks = _dashboard.On(new FleetOptions { Directory = _folder.Path });
        hooks.Building!(builder);
        _application = builder.Build();
        hooks.Built!(_application);
    }

    /// <summary>Where its pages are.</summary>
    internal Uri Address => new(_application.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>What lets a browser in.</summary>
    internal string Link => _dashboard.Link(Address).ToString();

    /// <summary>Makes a key that may read.</summary>
    internal string Key(string name) => FleetOwner.Key(_folder.Path, name, OperatorScope.Read);

    /// <summary>What devices do.</summary>
    internal OrderBook Orders { get; }

    /// <summary>Serves devices of these clients, the last of them away.</summary>
    internal static async Task<StillFleet> Start(params IReadOnlyList<string> clients)
    {
        var folder = new TemporaryFolder();
        var store = new FleetStore(folder.Path);
        AddDevices(store, clients);
        var fleet = new StillFleet(
            folder, store, await QueueStore.Load(store),
            await DeviceBook.Load(store, new AuditTrail(store, folder.Path, TimeProvider.System), TimeProvider.System),
            clients);
        await fleet._application.StartAsync();
        return fleet;
    }

    /// <summary>Puts a submission into the queue.</summary>
    internal Task<string> Submit(SubmissionDocument asked, string by) => _fleet.Submit(asked, by);

    /// <summary>Begins a run with submissions that wait; its folder tells of so many rounds.</summary>
    internal async Task<string> Run(int untilRound, params string[] submissions)
    {
        var run = await _queue.Begin([.. submissions.Select(id => _queue.Submission(id)!)], [], TimeProvider.System.GetUtcNow());
        SampleRun.WriteTo(FolderOf(run.Id), untilRound);
        return run.Id;
    }

    /// <summary>Begins a run whose split awaits approval.</summary>
    internal async Task<string> Held(params string[] submissions)
    {
        var run = await Run(SampleRun.Options.MergeRounds, submissions);
        var split = SampleRun.Events().OfType<SplitChosen>().Single();
        Append(run, new SplitHeld(split.Groups, split.Value, split.RunnerUp, split.Affinity, split.FromRounds));
        return run;
    }

    /// <summary>A run has ended.</summary>
    internal Task End(string run, QueueState outcome, string? fault = null) =>
        _queue.EndRun(run, outcome, fault, TimeProvider.System.GetUtcNow());

    /// <summary>Lets a run's journal go on until a later round, an event at a time.</summary>
    internal void GoOn(string run, int fromRound, int untilRound)
    {
        foreach (var happened in SampleRun.Events(untilRound).Where(happened => RoundOf(happened) > fromRound))
        {
            Append(run, happened);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
        await _fleet.DisposeAsync();
        _folder.Dispose();
    }

    private static int RoundOf(JournalEvent happened) => happened switch
    {
        StageStarted started => started.FirstRound,
        RoundFinished finished => finished.Round,
        Evaluated evaluated => evaluated.Round,
        StageFinished finished => finished.Round,
        SplitChosen => SampleRun.Options.MergeRounds + 1,
        Warning warning => warning.Round ?? 0,
        RunFinished => SampleRun.Options.Rounds,
        _ => 0,
    };

    private string FolderOf(string run) => Path.Combine(_folder.Path, Fleet.RunsFolder, run);

    private void Append(string run, JournalEvent happened)
    {
        using var journal = Journal.Open(Path.Combine(FolderOf(run), Journal.FileName), TimeProvider.System);
        journal.Append(happened);
    }

    private static void AddDevices(FleetStore store, IReadOnlyList<string> clients)
    {
        using var database = store.Open();
        for (var index = 0; index < clients.Count; index++)
        {
            database.Devices.Add(new DeviceRow
            {
                Id = $"{index:x64}",
                Client = clients[index],
                PublicKey = [(byte)index],
                Tasks = Tasks,
                TrainingViews = 24 + (7 * index % 11),
                ValidationViews = 4,
                TestViews = 4,
            });
        }

        database.SaveChanges();
    }
}
