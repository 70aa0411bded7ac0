using System.Net;
using System.Security.Cryptography;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Tests.Server.Certificates;
using Mas.Wire;

namespace Mas.Tests.Device.Connections;

/// <summary>How requests get to a server, through proxies and past them.</summary>
public sealed class ServerRouteTests : IDisposable
{
    private const string Elsewhere = "https://fleet.example.org/";
    private const string Password = "never-to-be-told";

    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Theory]
    [InlineData("http://192.0.2.7:7500")]
    [InlineData("http://localhost.evil:7500")]
    [InlineData("http://[::ffff:192.0.2.7]:7500")]
    [InlineData("http://[::127.0.0.1]:7500")]
    public void AnotherMachineIsNotSpokenToInClear(string server) => Assert.Equal(
        $"--server {new Uri(server)} is on another machine; use an https address.",
        Assert.Throws<InputException>(() => Route(server)).Message);

    [Theory]
    [InlineData("http://0.0.0.0:7500")]
    [InlineData("http://[::]:7500")]
    public void WhereAServerListensIsNotWhereItIsFound(string server) => Assert.EndsWith(
        "is an address to listen on; on the server's machine, use http://127.0.0.1:7500.",
        Assert.Throws<InputException>(() => Route(server)).Message);

    [Fact]
    public async Task ThisMachineIsReachedPastTheProxy()
    {
        await using var proxy = new RawServer(_ => throw new InvalidOperationException("The proxy was asked."));
        await using var server = new RawServer(_ => RawServer.Answer(200, "here"));
        using var client = Route($"http://localhost:{server.Address.Port}", proxy).Client();

        Assert.Equal("here", await client.GetStringAsync(Paths.Hello));
    }

    [Fact]
    public async Task ANameThatLeadsToAnotherMachineIsNotConnectedTo()
    {
        var route = new ServerRoute(new Uri("http://localhost:7500"), ServerTrust.OfSystem, new WebProxy())
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.7")]),
        };

        Assert.Equal(
            "http://localhost:7500/ leads to 192.0.2.7, another machine; use an https address.",
            route.Untrusted(await Failure(route))!.Message);
    }

    [Fact]
    public async Task AProxyThatRefusesIsNamedWithoutItsPassword()
    {
        var asked = "";
        await using var proxy = new RawServer(head =>
        {
            asked = head[..head.IndexOf("\r\n", StringComparison.Ordinal)];
            return RawServer.Answer(403, "");
        });
        var route = Route(Elsewhere, proxy);

        Assert.Equal(
            $"{Elsewhere} cannot be reached: the proxy http://127.0.0.1:{proxy.Address.Port} answers 403.",
            route.Unreachable(await Failure(route)));
        Assert.Equal("CONNECT fleet.example.org:443 HTTP/1.1", asked);
    }

    [Fact]
    public async Task AProxyThatIsAwayIsNamedWithoutItsPassword()
    {
        var route = new ServerRoute(
            new Uri(Elsewhere), ServerTrust.OfSystem, new WebProxy($"http://ann:{Password}@127.0.0.1:1"));

        var sentence = route.Unreachable(await Failure(route));

        Assert.StartsWith($"{Elsewhere} cannot be reached through the proxy http://127.0.0.1:1: ", sentence);
        Assert.DoesNotContain(Password, sentence);
    }

    [Fact]
    public async Task AServerWithoutTlsIsToldApartFromOneThatIsAway()
    {
        await using var plain = await FleetServer.Start(Options(), TimeProvider.System);
        var route = Route($"https://127.0.0.1:{plain.Address.Port}");
        using var connection = new ServerConnection(route, _key, new HastyClock());

        var fault = await Assert.ThrowsAsync<UntrustedServerException>(
            () => connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End));

        Assert.Equal(
            $"https://127.0.0.1:{plain.Address.Port}/ does not speak TLS at that port; perhaps its address begins "
            + "with http or has another port.", fault.Message);
    }

    [Fact]
    public async Task AServerThatSpeaksTlsIsToldToWhoeverSpeaksInClear()
    {
        using var made = new CertificateFolder();
        await using var server = await FleetServer.Start(
            Options() with { Certificate = made.Certificate }, TimeProvider.System);
        var route = Route($"http://127.0.0.1:{server.Address.Port}");

        Assert.EndsWith("Perhaps it speaks https.", route.Unreachable(await Failure(route)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    private FleetOptions Options() => new() { Directory = _folder.Path };

    private static ServerRoute Route(string server, RawServer? proxy = null) => new(
        new Uri(server), ServerTrust.OfSystem,
        proxy is null ? new WebProxy() : new WebProxy($"http://ann:{Password}@127.0.0.1:{proxy.Address.Port}"));

    private static async Task<HttpRequestException> Failure(ServerRoute route)
    {
        using var client = route.Client();
        return await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Paths.Hello));
    }
}
