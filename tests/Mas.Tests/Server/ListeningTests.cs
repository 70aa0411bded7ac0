using System.Net;
using Mas.Dashboard;
using Mas.Device.Connections;
using Mas.Learning;
using Mas.Server;
using Mas.Server.Certificates;
using Mas.Tests.Federation;
using Mas.Tests.Server.Certificates;
using Mas.Wire;

namespace Mas.Tests.Server;

/// <summary>How a server is spoken to.</summary>
public sealed class ListeningTests : IDisposable
{
    private const string Proxy = "fleet.example.org";

    private readonly TemporaryFolder _folder = new();
    private readonly CertificateFolder _made = new();

    [Fact]
    public async Task OtherMachinesDoNotSpeakToItInClear()
    {
        var fault = await Assert.ThrowsAsync<InputException>(() => Start(Options() with { Address = IPAddress.Any }));

        Assert.Contains("--address 0.0.0.0 is reached by other machines", fault.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        await using (await Start(Options() with { Address = IPAddress.Any, Certificate = _made.Certificate }))
        await using (await Start(Options() with
        {
            Directory = _folder["proxied"],
            Address = IPAddress.Any,
            BehindProxy = true,
            Authority = Proxy,
        }))
        {
            // Both listen.
        }
    }

    [Fact]
    public async Task DevicesSpeakHttp2OverTlsAndSignForTheNamesOfTheCertificate()
    {
        await using var server = await Start(Options() with { Certificate = _made.Certificate });
        using var http = new ServerRoute(server.Address, _made.Trust).Client();
        using var hello = await http.GetAsync(Paths.Hello);
        using var device = new SignedClient(server.Address, _made.Trust);
        using var misled = new SignedClient(server.Address, _made.Trust) { SignedFor = "127.0.0.1:1" };

        Assert.Equal((HttpVersion.Version20, HttpStatusCode.OK), (hello.Version, hello.StatusCode));
        Assert.Equal((204, ""), await device.Join(Token()));
        Assert.Equal(204, (await device.Send(HttpMethod.Get, Paths.Orders + "?wait=0", [])).Status);
        var (status, _) = await misled.Send(
            HttpMethod.Get, Paths.Orders + "?wait=0", [],
            forge: request => request.Headers.Host = "127.0.0.1:1");
        Assert.Equal(421, status);
    }

    [Fact]
    public async Task PlainHttpIsNotAnsweredWhereThereIsTls()
    {
        await using var server = await Start(Options() with { Certificate = _made.Certificate });
        using var http = new ServerRoute(new Uri($"http://127.0.0.1:{server.Address.Port}"), ServerTrust.OfSystem)
            .Client();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Paths.Hello));
    }

    [Fact]
    public async Task CookiesAreForTlsAloneWhereThereIsTls()
    {
        foreach (var certificate in (ServerCertificate?[])[null, _made.Certificate])
        {
            var dashboard = new FleetDashboard();
            await using var server = await Start(dashboard.On(Options() with { Certificate = certificate }));
            using var http = new ServerRoute(server.Address, _made.Trust).Client();
            using var entered = await http.GetAsync(dashboard.Link(server.Address));
            using var page = await http.GetAsync("/sign-in");
            string[] cookies = [.. Cookies(entered), .. Cookies(page)];

            Assert.Equal(["mas", "mas-form"], cookies.Select(cookie => cookie.Split('=')[0]));
            Assert.All(cookies, cookie => Assert.Equal(
                certificate is not null, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
        }
    }

    [Fact]
    public async Task BehindAProxyCookiesAreForTlsAsTheProxySaysAndDevicesSignForItsName()
    {
        var dashboard = new FleetDashboard();
        await using var server = await Start(
            dashboard.On(Options() with { BehindProxy = true, Authority = Proxy }));
        using var http = new ServerRoute(server.Address, ServerTrust.OfSystem).Client();
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var entered = await http.GetAsync(dashboard.Link(server.Address));
        using var device = new SignedClient(server.Address) { SignedFor = Proxy };
        var (status, _) = await device.Send(
            HttpMethod.Get, Paths.Orders + "?wait=0", [], forge: request => request.Headers.Host = Proxy);

        Assert.Contains("; secure", Cookies(entered).Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(401, status);
    }

    public void Dispose()
    {
        _made.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie");

    private static Task<FleetServer> Start(FleetOptions options) => FleetServer.Start(options, TimeProvider.System);

    private FleetOptions Options() => new() { Directory = _folder.Path };

    private string Token() => FleetOwner.Token(_folder.Path);
}
