using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mas.Commands;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Certificates;
using Mas.Server.Security;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Tests.Server;
using Mas.Tests.Server.Certificates;
using Mas.Wire;

namespace Mas.Tests.Device.Connections;

/// <summary>Which servers devices and operators speak to.</summary>
public sealed class ServerTrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CertificateFolder _made = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task ACertificateThatNobodyTrustedVouchesForIsRefusedWithoutAskingAgain()
    {
        using var other = new CertificateFolder();

        Assert.Contains($"that nothing in --ca {other.Path} vouches for (SHA-256 ", await Refused(_made, other.Trust));
        Assert.Contains("that no authority of this system vouches for", await Refused(_made, ServerTrust.OfSystem));
    }

    [Fact]
    public async Task OfSeveralTrustedCertificatesOfOneNameAndNoKeyIdentifierEachIsGood()
    {
        var files = Enumerable.Range(0, 2).Select(number => _folder[$"{number}.pem"]).ToArray();
        foreach (var file in files)
        {
            WriteWithoutKeyIdentifier(file);
        }

        File.WriteAllText(_folder["all.pem"], string.Concat(files.Select(File.ReadAllText)));
        foreach (var file in files)
        {
            using var shown = ServerCertificate.Read(file);
            await using var server = await FleetServer.Start(
                new FleetOptions { Directory = _folder["fleet"], Certificate = shown }, TimeProvider.System);
            using var http = new ServerRoute(server.Address, ServerTrust.OfFile(_folder["all.pem"])).Client();
            Assert.Equal("Healthy", await http.GetStringAsync("/health/live"));
            using var stranger = new ServerRoute(server.Address, _made.Trust).Client();
            await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync("/health/live"));
        }
    }

    [Fact]
    public async Task ACertificateForAnotherNameIsRefused()
    {
        using var other = new CertificateFolder("fleet.example.org");

        Assert.Contains("presents a certificate that is not for 127.0.0.1.", await Refused(other, other.Trust));
    }

    [Fact]
    public async Task ACertificateThatHasExpiredIsRefused()
    {
        using var old = new CertificateFolder(time: new TestClock { Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) });

        Assert.Contains(
            "is valid only from 2026-01-01 00:00:00Z to 2026-01-03 00:00:00Z.", await Refused(old, old.Trust));
    }

    [Fact]
    public async Task AServerThatWasTrustedIsAskedAgainUntilItShowsAGoodCertificate()
    {
        using var other = new CertificateFolder();
        var server = await Start(_made);
        var address = server.Address;
        using var changed = new SemaphoreSlim(0);
        using var connection = new ServerConnection(
            new ServerRoute(address, _made.Trust), _key, new HastyClock(),
            note =>
            {
                if (note.Contains("vouches for", StringComparison.Ordinal))
                {
                    changed.Release();
                }
            });
        await Assert.ThrowsAsync<RefusedException>(() => Poll(connection));
        await server.DisposeAsync();

        server = await Start(other, address.Port);
        var asking = Poll(connection);
        Assert.True(await changed.WaitAsync(Patience.Whole));
        Assert.False(asking.IsCompleted);
        await server.DisposeAsync();
        await using var again = await Start(_made, address.Port);

        Assert.Equal("The device has not joined.", (await Assert.ThrowsAsync<RefusedException>(() => asking)).Message);
    }

    [Fact]
    public async Task AnOperatorTrustsAsADeviceDoes()
    {
        using var other = new CertificateFolder();
        await using var server = await Start(_made);
        string[] status =
        [
            "status", "--server", server.Address.ToString(), "--key",
            FleetOwner.Key(_folder.Path, "ann", OperatorScope.Read), "--ca",
        ];
        var trusted = CommandRun.Of([.. status, _made.Path]);
        var refused = CommandRun.Of([.. status, other.Path]);

        Assert.Equal((ExitCode.Done, ""), (trusted.Code, trusted.Error));
        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Matches(
            "^https://127.0.0.1:[0-9]+/ presents a certificate that nothing in --ca .* vouches for", refused.Error);
        Assert.Single(refused.Faults);
    }

    [Fact]
    public void AFileWithoutACertificateIsASentence()
    {
        File.WriteAllText(_folder["none.pem"], "none");

        Assert.Contains(
            "has no certificate", Assert.Throws<InputException>(() => ServerTrust.OfFile(_folder["none.pem"])).Message);
    }

    public void Dispose()
    {
        _key.Dispose();
        _made.Dispose();
        _folder.Dispose();
    }

    /// <summary>A certificate that signs itself, with its key, as others than Mas make them.</summary>
    private static void WriteWithoutKeyIdentifier(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(path, $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    private static Task<HttpResponseMessage> Poll(ServerConnection connection) =>
        connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End);

    private Task<FleetServer> Start(CertificateFolder shown, int port = 0) => FleetServer.Start(
        new FleetOptions { Directory = _folder.Path, Port = port, Certificate = shown.Certificate }, TimeProvider.System);

    private async Task<string> Refused(CertificateFolder shown, ServerTrust trust)
    {
        await using var server = await Start(shown);
        using var connection = new ServerConnection(new ServerRoute(server.Address, trust), _key, new HastyClock());
        return (await Assert.ThrowsAsync<UntrustedServerException>(() => Poll(connection))).Message;
    }
}
