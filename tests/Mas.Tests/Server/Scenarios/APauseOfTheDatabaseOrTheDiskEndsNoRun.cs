using System.Diagnostics.Metrics;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Tests.Cli;
using Mas.Tests.Dashboard;
using Mas.Tests.Device;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Queue;
using Mas.Tests.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A database or a disk that is away for longer than anybody tries interrupts a run and does not end it: it says what it
/// waits for, and ends with the bits of a run that nothing has disturbed. A real server and devices over HTTP.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class APauseOfTheDatabaseOrTheDiskEndsNoRun(TinyRuns runs)
{
    [Fact]
    public async Task LockedInMidRun()
    {
        IDisposable? held = null;
        await Disturb("locked-run", null, fleet => held = new LockedDatabase(fleet), _ => held!.Dispose(), TheRunWaits);
    }

    [RequiresPostgresFact]
    public async Task PostgresGoneInMidRun()
    {
        using var postgres = new PostgresServer();
        await Disturb("postgres-gone", postgres.Connection, _ => postgres.Stop(), _ => postgres.Start(), TheRunWaits);
    }

    [RequiresMountFact]
    public async Task TheDiskFullInMidRun()
    {
        using var disk = new SmallDisk(runs["full-disk"]);
        await Disturb("full-disk", null, _ => disk.Fill(), _ => disk.Free(), TheDiskIsFull);
    }

    [RequiresMountFact]
    public async Task TheDiskFullForLongerThanAnOrderLasts()
    {
        using var disk = new SmallDisk(runs["long-full-disk"]);
        var orders = new OrderTerms { Lease = TimeSpan.FromSeconds(10), Deadline = TimeSpan.FromSeconds(20) };
        await Disturb("long-full-disk", null, _ => disk.Fill(), _ => disk.Free(), TheRunWaits, orders);
    }

    private static async Task TheRunWaits(FleetServer server)
    {
        var waiting = await server.Fleet.Until(status => status.Runs is [{ State: not QueueState.Training }]);
        Assert.Equal((QueueState.Waiting, QueueState.Waiting), (waiting.Runs[0].State, waiting.State("t1")));
        Assert.StartsWith("The run waits for the database or the disk: ", waiting.Runs[0].Fault);
        Assert.Equal(waiting.Runs[0].Fault, waiting.Submissions[0].Why);
    }

    /// <summary>
    /// The server says so, and what devices bring has failed. A run that waits for its devices writes nothing meanwhile;
    /// whether it waits for the disk is open.
    /// </summary>
    private static async Task TheDiskIsFull(FleetServer server)
    {
        using var anybody = new HttpClient { BaseAddress = server.Address };
        var failed = false;
        using var listening = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "http.server.request.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listening.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "http.response.status_code", Value: 500 })
                {
                    Volatile.Write(ref failed, true);
                }
            }
        });
        listening.Start();
        for (var end = Patience.End; ; await Task.Delay(Patience.Glance, end))
        {
            using var answer = await anybody.GetAsync("/health/ready");
            var isTold = (await answer.Content.ReadAsStringAsync()).Contains("\"disk\":\"The disk ", StringComparison.Ordinal);
            if (isTold && (Volatile.Read(ref failed) || server.Fleet.Status().Runs[0].State == QueueState.Waiting))
            {
                return;
            }
        }
    }

    private async Task Disturb(
        string name, string? database, Action<string> take, Action<string> giveBack, Func<FleetServer, Task> shows,
        OrderTerms? orders = null)
    {
        await using var fleet = await TinyFleet.Start(runs, name, other: options => options with
        {
            Database = database,
            Orders = orders ?? options.Orders,
            Store = new StoreTerms
            {
                Patience = TimeSpan.FromSeconds(1),
                LongestPause = TimeSpan.FromMilliseconds(50),
            },
            Queue = options.Queue with
            {
                FirstPause = TimeSpan.FromMilliseconds(50),
                LongestPause = TimeSpan.FromMilliseconds(200),
            },
        });
        var (server, taken) = (fleet.Server, false);
        server.Fleet.Journaled += (_, happened) =>
        {
            if (happened is RoundFinished && !taken)
            {
                take(fleet.Folder);
                Volatile.Write(ref taken, true);
            }
        };
        var devices = fleet.Join(runs, database, clocks: new HurriedClock());
        var id = await server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");

        await Patience.Until(() => Volatile.Read(ref taken));
        await shows(server);
        giveBack(fleet.Folder);

        await server.Fleet.Until(status => status.State(id) is QueueState.Done or QueueState.Failed);
        Assert.Equal(QueueState.Done, server.Fleet.Status().State(id));
        var result = ResultFile.Read(server.Fleet.ResultPath("r1"));
        Assert.Equal(
            runs.Undisturbed.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        devices.AssertAllWork();
    }
}
