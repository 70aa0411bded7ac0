using Mas.Device;
using Mas.Device.Keys;
using Mas.Federation.Journals;
using Mas.Tests.Device;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Cli;

/// <summary>
/// Server, devices and the network between them, failing at random as they do in life. Where no client is left out the run
/// ends with the bits of a simulation; always it ends, no update is counted twice, and what was left out has its sentence.
/// What happens follows from a seed; when, from how fast the machine is.
/// </summary>
[Trait("Kind", "Process")]
[Trait("Kind", "Chaos")]
[Collection(ProcessCollection.Name)]
public class FleetChaosTests(TinyRuns runs)
{
    private const int LongestLifeMilliseconds = 6000;

    [ChaosFact]
    public void AServerKilledAgainAndAgainEndsWithTheSameBits()
    {
        var random = new Random(ChaosFactAttribute.Kills);
        var fleet = new ProcessFleet(runs, "chaos-killed");
        using var devices = fleet.HostDevices();
        Submit(fleet);
        for (var kill = 0; kill < ChaosFactAttribute.Kills; kill++)
        {
            using var server = fleet.StartServer();
            var life = TimeSpan.FromMilliseconds(random.Next(LongestLifeMilliseconds));
            var started = TimeProvider.System.GetTimestamp();
            Assert.True(server.Until(() => TimeProvider.System.GetElapsedTime(started) > life));
            server.Kill();
        }

        fleet.ServeToTheEnd();

        fleet.AssertSimulated();
    }

    [ChaosFact]
    public void ANetworkThatCutsStopsTricklesAndTurnsBitsChangesNone()
    {
        var fleet = new ProcessFleet(runs, "chaos-network");
        using var network = new FaultyNetwork(fleet.Port, seed: 1);
        fleet.NetworkPort = network.Port;
        using var devices = fleet.HostDevices();
        Submit(fleet);

        fleet.ServeToTheEnd();

        Assert.True(network.Faults > 0);
        fleet.AssertSimulated();
    }

    [ChaosFact]
    public void ANetworkThatIsDownInTheMiddleOfARoundChangesNone()
    {
        var fleet = new ProcessFleet(runs, "chaos-down");
        using var network = new FaultyNetwork(fleet.Port, seed: 0) { IsFaultless = true };
        fleet.NetworkPort = network.Port;
        using var devices = fleet.HostDevices();
        Submit(fleet);
        using (var server = fleet.StartServer())
        {
            Assert.True(server.Until(() => fleet.Holds("updates")));
            network.IsDown = true;
            var down = TimeProvider.System.GetTimestamp();
            Assert.True(server.Until(() => TimeProvider.System.GetElapsedTime(down) > TimeSpan.FromSeconds(3)));
            network.IsDown = false;
            fleet.WaitForTheEnd(server);
        }

        fleet.AssertSimulated();
    }

    [ChaosFact]
    public void ADeviceThatWasCopiedCountsOnce()
    {
        var fleet = new ProcessFleet(runs, "chaos-doubled");
        using var devices = new HostedDevices(fleet.Buildings.SelectMany(building => Doubled(fleet, building)));
        Submit(fleet);

        fleet.ServeToTheEnd();

        fleet.AssertSimulated();
    }

    [ChaosFact]
    public void ClocksAnHourOffChangeNothing()
    {
        var fleet = new ProcessFleet(runs, "chaos-clocks");
        using var devices = fleet.HostDevices(clocks: [new ClockThatIsOff(1), new ClockThatIsOff(-1)]);
        Submit(fleet);

        fleet.ServeToTheEnd();

        devices.AssertAllWork();
        fleet.AssertSimulated();
    }

    [ChaosFact]
    public void DevicesThatAreKilledAndPausedAreLeftOutWithASentenceAndComeBack()
    {
        var fleet = new ProcessFleet(runs, "chaos-devices", options => options with
        {
            ClientsPerRound = 4,
            Rounds = 12,
            MergeRounds = 11,
        });
        var devices = fleet.StartDevices();
        Submit(fleet);
        using (var server = fleet.StartServer("--lease=10", "--deadline=60"))
        {
            Assert.True(server.Until(() => fleet.Holds("updates")));
            devices.Processes[0].Kill();
            devices.Processes[1].Pause();
            Assert.True(server.Until(() => LeftOut(fleet).Count >= 2));
            devices.Processes[1].Continue();
            devices.Dispose();
            using var again = fleet.StartDevices();
            fleet.WaitForTheEnd(server);
        }

        var history = RunHistory.Read(fleet.JournalPath);
        Assert.NotNull(history.Finished);
        Assert.All(LeftOut(fleet), warning => Assert.EndsWith("The client is left out of the round.", warning.Text));
        Assert.All(history.Events.OfType<RoundFinished>(), round => Assert.Equal(
            round.Clients.Select(client => client.Client).Distinct().Count(), round.Clients.Count));
    }

    private static IReadOnlyList<Warning> LeftOut(ProcessFleet fleet) => !File.Exists(fleet.JournalPath)
        ? []
        : [.. RunHistory.Read(fleet.JournalPath).Events.OfType<Warning>().Where(warning => warning.Client is not null)];

    /// <summary>A device, and a copy of it in a folder of its own, with the same key.</summary>
    private static DeviceOptions[] Doubled(ProcessFleet fleet, string building)
    {
        var device = fleet.Device(building);
        var copy = fleet.Device(building) with { Folder = $"{device.Folder}-copy" };
        Directory.CreateDirectory(device.Folder);
        DeviceKey.LoadOrCreate(device.Folder).Dispose();
        Directory.CreateDirectory(copy.Folder);
        foreach (var file in Directory.EnumerateFiles(device.Folder))
        {
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        }

        return [device, copy];
    }

    /// <summary>Submits while a server is there for just that.</summary>
    private static void Submit(ProcessFleet fleet)
    {
        using var server = fleet.StartServer();
        fleet.Submit(server);
        server.Interrupt();
        server.End();
    }

    /// <summary>A clock that is hours off, and otherwise goes right.</summary>
    private sealed class ClockThatIsOff(int hours) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(hours);
    }
}
