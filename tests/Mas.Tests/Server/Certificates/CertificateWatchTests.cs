using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Mas.Server;
using Mas.Server.Certificates;
using Mas.Tests.Federation;

namespace Mas.Tests.Server.Certificates;

/// <summary>A certificate that is renewed while the server runs.</summary>
public sealed class CertificateWatchTests : IDisposable
{
    private readonly SteppedClock _clock = new();
    private readonly CertificateFolder _shown = new();
    private readonly CertificateFolder _renewed = new();
    private readonly List<string> _told = [];

    [Fact]
    public async Task ARenewedCertificateIsShownWithoutARestart()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FleetServer.Start(
            new FleetOptions { Directory = folder.Path, Certificate = _shown.Certificate }, _clock);
        Assert.Equal(_shown.Certificate.Own.Thumbprint, await Shown(server));

        Renew(_renewed.Path, _renewed.KeyPath);
        Assert.Equal(_renewed.Certificate.Own.Thumbprint, await Shown(server));
    }

    [Fact]
    public void WhileTheFilesHoldNoneTheOneBeforeIsShownAndSaidOnce()
    {
        var watch = new CertificateWatch(_shown.Certificate, _clock) { Note = _told.Add };

        // The certificate is there before its key is.
        Renew(_renewed.Path, _shown.KeyPath);
        Assert.Same(_shown.Certificate, watch.Current);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(_shown.Certificate, watch.Current);
        Assert.StartsWith("The renewed certificate is not used: ", Assert.Single(_told));
        File.Delete(_shown.KeyPath);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(_shown.Certificate, watch.Current);
        Assert.Contains("cannot be read", _told[^1]);

        Renew(_renewed.Path, _renewed.KeyPath);
        Assert.Equal(_renewed.Certificate.Own.Thumbprint, watch.Current.Own.Thumbprint);
        Assert.StartsWith("The certificate is renewed; it is good until ", _told[^1]);
        Assert.Same(watch.Current, watch.Current);
    }

    [Fact]
    public void FilesAreLookedAtOnceASecondAtMost()
    {
        var watch = new CertificateWatch(_shown.Certificate, _clock) { Note = _told.Add };
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(_shown.Certificate, watch.Current);
        File.Copy(_renewed.Path, _shown.Path, overwrite: true);

        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Same(_shown.Certificate, watch.Current);
        Assert.Empty(_told);
    }

    public void Dispose()
    {
        _shown.Dispose();
        _renewed.Dispose();
    }

    private static async Task<string> Shown(FleetServer server)
    {
        using var connection = new TcpClient(server.Address.Host, server.Address.Port);
        await using var tls = new SslStream(connection.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("127.0.0.1");
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }

    /// <summary>Puts others in the place of the files, and lets it be the time to look at them.</summary>
    private void Renew(string certificate, string key)
    {
        File.Copy(certificate, _shown.Path, overwrite: true);
        if (key != _shown.KeyPath)
        {
            File.Copy(key, _shown.KeyPath, overwrite: true);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
    }
}
