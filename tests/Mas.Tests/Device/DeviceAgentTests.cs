using System.Collections.Concurrent;
using Mas.Device;
using Mas.Device.Connections;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Tests.Cli;
using Mas.Tests.Dashboard;
using Mas.Tests.Device.Connections;
using Mas.Tests.Device.Limits;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Learning;
using Mas.Tests.Server;
using Mas.Tests.Server.Certificates;
using Mas.Tests.Server.Queue;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Device;

/// <summary>Real devices that train for a real server, in this process.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class DeviceAgentTests(TinyRuns runs)
{
    [Fact]
    public async Task OverTlsARunEndsWithTheBitsOfASimulation()
    {
        using var made = new CertificateFolder();
        await using var fleet = await TinyFleet.Start(runs, "tls-fleet", made.Certificate);
        fleet.Join(runs, trust: made.Trust);
        var id = await fleet.Server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");

        var status = await fleet.Server.Fleet.Until(
            now => now.State(id) is QueueState.Done or QueueState.Failed);

        Assert.Equal("https", fleet.Server.Address.Scheme);
        Assert.Equal(QueueState.Done, status.State(id));
        var result = ResultFile.Read(Path.Combine(status.Runs.Single().Folder, ResultFile.FileName));
        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
    }

    [Fact]
    public async Task ATaskThatNoDeviceHasHeardOfIsLearnedFromItsOrderWithTheBitsOfASimulation()
    {
        await using var fleet = await TinyFleet.Start(runs, "own-task-fleet");
        fleet.Join(runs);
        var id = await fleet.Server.Fleet.Submit(
            new SubmissionDocument { Tasks = "d,far", Recipe = OwnTasks.Recipe(OwnTasks.Far) },
            "ann");

        var status = await fleet.Server.Fleet.Until(
            now => now.State(id) is QueueState.Done or QueueState.Failed);

        Assert.Equal(QueueState.Done, status.State(id));
        var result = ResultFile.Read(Path.Combine(status.Runs.Single().Folder, ResultFile.FileName));
        Assert.Equal(["d", "far"], result.Tasks);
        var simulated = TinyRuns.Start(
            runs.Options("own-task") with { Tasks = "d,far", OwnTasks = [OwnTasks.Far] });
        Assert.Equal(simulated.ModelSha256, result.ModelSha256);
    }

    [Fact]
    public async Task AnObjectiveThatNoDeviceHasIsRefusedBeforeTheRunBegins()
    {
        await using var fleet = await TinyFleet.Start(runs, "unknown-objective-fleet");

        var refusal = await Assert.ThrowsAsync<InputException>(() => fleet.Server.Fleet.Submit(
            new SubmissionDocument
            {
                Tasks = "d,far",
                Recipe = OwnTasks.Recipe(OwnTasks.Far with { Objective = "huber" }),
            },
            "ann"));

        Assert.Contains("needs the objective 'huber'; the objectives are cross-entropy", refusal.Message);
    }

    [Fact]
    public async Task ADeviceWhoseBatteryIsWeakRestsSaysWhyAndGoesOn()
    {
        using var power = new PowerFolder().Battery("Discharging", 12);
        await using var fleet = await TinyFleet.Start(runs, "resting-fleet");
        var notes = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        using var agent = new DeviceAgent(
            Options(fleet, "resting-device") with
            {
                Token = FleetOwner.Token(fleet.Folder, Options(fleet, "resting-device").Building!),
            },
            notes.Enqueue, new HurriedClock(), power.Supply);
        var work = Task.Run(() => agent.Run(stop.Token));

        const string Why = "It runs on a battery that holds 12 %, less than --min-battery 30.";
        var status = await fleet.Server.Fleet.Until(now => now.Devices.Any(device => device.Why == $"Paused: {Why}"));
        Assert.True(status.Devices.Single().Statement!.OnBattery);

        power.Battery("Charging", 12);
        await fleet.Server.Fleet.Until(now => now.Devices.Single().Why is null);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Contains($"Paused: {Why}", notes);
    }

    [Fact]
    public async Task ADeviceThatDoesNotTrustTheServerSendsNoTokenAndEnds()
    {
        using var made = new CertificateFolder();
        using var other = new CertificateFolder();
        await using var fleet = await TinyFleet.Start(runs, "untrusted-fleet", made.Certificate);
        using var agent = new DeviceAgent(
            Options(fleet, "untrusting-device") with { Trust = other.Trust, Token = "join-0" },
            null, TimeProvider.System);

        await Assert.ThrowsAsync<UntrustedServerException>(() => agent.Run(Patience.End));

        Assert.Empty(fleet.Server.Fleet.Status().Devices);
    }

    [Fact]
    public async Task APortalThatComesInBetweenIsWaitedOutAndToldOnce()
    {
        var (notes, polls) = (new ConcurrentQueue<string>(), 0);
        using var power = new PowerFolder();
        using var stop = new CancellationTokenSource();
        await using var network = new RawServer(head => head.Split(' ')[..2] switch
        {
            ["GET", Paths.Hello] => RawServer.Answer(200, System.Text.Encoding.UTF8.GetString(WireJson.Write(
                new HelloDocument(Protocol.Version, "1", 0), WireJson.Default.HelloDocument))),
            ["GET", _] when ++polls <= 3 => RawServer.Page(302, "Sign in."),
            _ => "HTTP/1.1 204 So\r\nConnection: close\r\n\r\n",
        });
        using var agent = new DeviceAgent(
            Options(network.Address, "portal-device") with { Token = "join-1" },
            note =>
            {
                notes.Enqueue(note);
                if (note.EndsWith("answers again.", StringComparison.Ordinal))
                {
                    stop.Cancel();
                }
            },
            new HurriedClock(), power.Supply);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => agent.Run(stop.Token)));

        Assert.Collection(
            notes,
            note => Assert.Contains($" has joined {network.Address}", note),
            note => Assert.Matches("answers 302 .* Redirects are not followed. Retrying.$", note),
            note => Assert.EndsWith("answers again.", note));
    }

    [Fact]
    public void AFolderBelongsToOneProcess()
    {
        var options = Options(new Uri("http://localhost:1"), "held-device");
        using (Agent())
        {
            Assert.StartsWith(
                $"{options.Folder} cannot be locked, most likely because another process uses it",
                Assert.Throws<InputException>(Agent).Message);
        }

        var key = Path.Combine(options.Folder, "key.pem");
        File.WriteAllText(key, "none");
        Assert.Contains("is not a valid key", Assert.Throws<InputException>(Agent).Message);
        File.Delete(key);
        Agent().Dispose();

        DeviceAgent Agent() => new(options, null, new HurriedClock());
    }

    [Fact]
    public async Task AFolderIsWaitedForWhileItsProcessEnds()
    {
        var options = Options(new Uri("http://localhost:1"), "succeeded-device");
        var first = new DeviceAgent(options, null, TimeProvider.System);
        var second = Task.Run(() => new DeviceAgent(options, null, TimeProvider.System));
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second.WaitAsync(Patience.Whole)).Dispose();
    }

    private DeviceOptions Options(TinyFleet fleet, string name) => Options(fleet.Server.Address, name);

    private DeviceOptions Options(Uri server, string name) => new()
    {
        Learning = TestCatalogue.Learning,
        Server = server,
        Folder = runs[name],
        Data = runs.Data,
        Building = Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).Select(Path.GetFileName).First(),
        Tasks = "dk",
        Threads = 1,
    };

    /// <summary>A clock on which pauses take a hundredth of their time.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() * 100;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
