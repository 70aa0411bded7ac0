using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Server;
using Mas.Server.Queue;
using Mas.Server.Storage;
using Mas.Tests.Cli;
using Mas.Tests.Dashboard;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Queue;
using Mas.Tests.Server.Storage;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A database or a disk that is away for longer than anybody tries interrupts a run and does not end it: it says what it
/// waits for, and ends with the bits of a run that nothing has disturbed. A real server over HTTP, devices as processes.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class APauseOfTheDatabaseOrTheDiskEndsNoRun(TinyRuns runs)
{
    [Fact]
    public async Task LockedInMidRun()
    {
        IDisposable? held = null;
        await Disturb("locked-run", null, fleet => held = new LockedDatabase(fleet), _ => held!.Dispose());
    }

    [RequiresPostgresFact]
    public async Task PostgresGoneInMidRun()
    {
        using var postgres = new PostgresServer();
        await Disturb("postgres-gone", postgres.Connection, _ => postgres.Stop(), _ => postgres.Start());
    }

    [RequiresMountFact]
    public async Task TheDiskFullInMidRun()
    {
        using var disk = new SmallDisk(runs["full-disk"]);
        await Disturb("full-disk", null, _ => disk.Fill(), _ => disk.Free());
    }

    private async Task Disturb(string name, string? database, Action<string> take, Action<string> giveBack)
    {
        await using var fleet = await TinyFleet.Start(runs, name, other: options => options with
        {
            Database = database,
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
        using var devices = new DeviceFleet(TinyFleet.Devices(runs, server.Address, fleet.Folder, database));
        var id = await server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");

        var waiting = await server.Fleet.Until(
            status => Volatile.Read(ref taken) && status.Runs is [{ State: not QueueState.Training }]);
        Assert.Equal((QueueState.Waiting, QueueState.Waiting), (waiting.Runs[0].State, waiting.State(id)));
        Assert.StartsWith("The run waits for the database or the disk: ", waiting.Runs[0].Fault);
        Assert.Equal(waiting.Runs[0].Fault, waiting.Submissions[0].Why);
        giveBack(fleet.Folder);

        await server.Fleet.Until(status => status.State(id) is QueueState.Done or QueueState.Failed);
        Assert.Equal(QueueState.Done, server.Fleet.Status().State(id));
        var result = ResultFile.Read(server.Fleet.ResultPath("r1"));
        Assert.Equal(
            runs.Undisturbed.ModelSha256.OrderBy(model => model.Key), result.ModelSha256.OrderBy(model => model.Key));
        Assert.All(devices.Processes, device => Assert.False(device.HasEnded));
    }
}
