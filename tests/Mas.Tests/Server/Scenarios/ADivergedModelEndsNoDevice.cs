using Mas.Device.Work;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Tests.Cli;
using Mas.Tests.Device;
using Mas.Tests.Federation.Runs;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A device that lies among three that do not, and the server as a process.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class ADivergedModelEndsNoDevice(TinyRuns runs)
{
    [Fact]
    public async Task NorIsALiarsLossTheResult()
    {
        var fleet = new ProcessFleet(runs, "lied-to-fleet", options => options with { ClientsPerRound = 4 });
        using var server = fleet.StartServer();
        var liar = fleet.Buildings[0];
        using var stop = new CancellationTokenSource();
        var honestly = fleet.Device(liar);
        using var data = new DeviceData(TaskonomySource.Instance, honestly.Request, honestly.Learning);
        var own = data.Own;
        using var lying = new PretendedDevice(honestly.Server, liar, Liars.Fetch(honestly.Folder))
        {
            Views = (own.Train, own.Validation, own.Test),
            Loss = 1e-6,
            Change = Liars.Blow,
        };
        var lies = Task.Run(() => lying.Work(honestly.Token!, stop.Token));
        using var honest = new HostedDevices(fleet.Buildings.Skip(1).Select(fleet.Device));

        fleet.Submit(server);
        fleet.WaitForTheEnd(server);

        honest.AssertAllWork();
        Assert.False(lies.IsFaulted, $"{lies.Exception}");
        await stop.CancelAsync();
        var rounds = RunHistory.Read(fleet.JournalPath).Events.OfType<RoundFinished>().ToArray();
        Assert.NotEmpty(rounds);
        Assert.All(rounds, round => Assert.StartsWith(
            "The update moves the weights by ", round.Clients.Single(client => client.Client == liar).Fault));
        var result = ResultFile.Read(Path.Combine(fleet.Options.Out!, "t1", ResultFile.FileName));
        Assert.All(result.TestLoss.PerTask.Values, loss => Assert.InRange(loss!.Value, 0.001, 100));
    }
}
