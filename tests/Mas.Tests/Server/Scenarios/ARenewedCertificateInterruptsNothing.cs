using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Tests.Server.Certificates;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A server's certificate is renewed while its devices train, first the certificate and then its key: the server shows the
/// new one without a restart, and the run ends.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class ARenewedCertificateInterruptsNothing(TinyRuns runs)
{
    [Fact]
    public void AndIsShownWithoutARestart()
    {
        using var shown = new CertificateFolder();
        using var renewed = new CertificateFolder();
        var first = shown.Certificate.Own.Thumbprint;
        var trusted = runs["renewed-trusted.pem"];
        File.WriteAllText(trusted, File.ReadAllText(shown.Path) + File.ReadAllText(renewed.Path));
        var fleet = new ProcessFleet(runs, "renewed").Showing(shown, trusted);
        using var server = fleet.StartServer();
        using var devices = fleet.HostDevices();
        fleet.Submit(server);
        Assert.True(server.Until(() => fleet.Holds("updates")));

        File.Copy(renewed.Path, shown.Path, overwrite: true);
        Assert.Equal(first, Shown(fleet.Port));
        File.Copy(renewed.KeyPath, shown.KeyPath, overwrite: true);
        Assert.True(server.Until(() => Shown(fleet.Port) == renewed.Certificate.Own.Thumbprint));

        // The operator's connection is a new one, and two certificates of one name are trusted.
        fleet.WaitForTheEnd(server);
        fleet.AssertSimulated();
    }

    private static string Shown(int port)
    {
        using var connection = new TcpClient("127.0.0.1", port);
        using var tls = new SslStream(connection.GetStream(), false, (_, _, _, _) => true);
        tls.AuthenticateAsClient("127.0.0.1");
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }
}
