using Mas.Device;
using Mas.Device.Connections;
using Mas.Federation.Runs;
using Mas.Tests.Cli;
using Mas.Tests.Dashboard;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Certificates;
using Mas.Tests.Server.Queue;
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
        fleet.Join(runs, made.Trust);
        var id = fleet.Server.Fleet.Submit(new SubmissionDocument { Tasks = "dk" }, "ann");

        var status = await fleet.Server.Fleet.Until(
            now => now.State(id) is QueueState.Done or QueueState.Failed);

        Assert.Equal("https", fleet.Server.Address.Scheme);
        Assert.Equal(QueueState.Done, status.State(id));
        var result = ResultFile.Read(Path.Combine(status.Runs.Single().Folder, ResultFile.FileName));
        Assert.Equal(runs.Undisturbed.ModelSha256, result.ModelSha256);
    }

    [Fact]
    public async Task ADeviceThatDoesNotTrustTheServerSendsNoTokenAndEnds()
    {
        using var made = new CertificateFolder();
        using var other = new CertificateFolder();
        await using var fleet = await TinyFleet.Start(runs, "untrusted-fleet", made.Certificate);
        using var agent = new DeviceAgent(
            new DeviceOptions
            {
                Server = fleet.Server.Address,
                Trust = other.Trust,
                Folder = runs["untrusting-device"],
                Data = runs.Data,
                Building = Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).Select(Path.GetFileName).First(),
                Tasks = "dk",
                Token = "join-0",
                Threads = 1,
            },
            null, TimeProvider.System);

        await Assert.ThrowsAsync<UntrustedServerException>(() => agent.Run(default));

        Assert.Empty(fleet.Server.Fleet.Status().Devices);
    }
}
