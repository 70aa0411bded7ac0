using Mas.Commands;
using Mas.Device.Connections;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Certificates;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A server that asks devices for certificates of its owner's authority: devices that have one train, an operator needs
/// none, and a token is not enough without.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class OnlyADeviceOfTheOwnersAuthorityJoins(TinyRuns runs)
{
    [Fact]
    public async Task AndOneWithoutACertificateOrOfAnotherDoesNot()
    {
        using var shown = new CertificateFolder();
        using var authority = new ClientAuthorityFolder();
        using var other = new ClientAuthorityFolder();
        var fleet = new ProcessFleet(runs, "certified").Showing(shown, shown.Path);
        using var server = fleet.StartServer("--client-ca", authority.Path);
        fleet.Submit(server);
        var first = fleet.Device(fleet.Buildings[0]);

        using (var without = new DeviceFleet([first], shown.Path))
        {
            var ended = without.Processes[0].End();
            Assert.Equal(ExitCode.BadInput, ended.Code);
            Assert.Contains("only devices that show a certificate of its owner's authority", ended.Error);
        }

        var foreign = other.Sign("foreign");
        using var stranger = new ServerRoute(
            first.Server, shown.Trust, ClientCertificate.Read(foreign.Certificate, foreign.Key)).Client();
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync("/health/live"));

        var own = authority.Sign("own");
        using var devices = fleet.HostDevices(ClientCertificate.Read(own.Certificate, own.Key));
        fleet.WaitForTheEnd(server);
        fleet.AssertSimulated();
    }
}
