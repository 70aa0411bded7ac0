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
            Proxies = [IPNetwork.Parse("192.0.2.1/32")],
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
            dashboard.On(Options() with { Proxies = [IPNetwork.Parse("127.0.0.1/32")], Authority = Proxy }));
        using var http = new ServerRoute(server.Address, ServerTrust.OfSystem).Client();
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var entered = await http.GetAsync(dashboard.Link(server.Address));
        using var device = new SignedClient(server.Address) { SignedFor = Proxy };
        var (status, _) = await device.Send(
            HttpMethod.Get, Paths.Orders + "?wait=0", [], forge: request => request.Headers.Host = Proxy);

        Assert.Contains("; secure", Cookies(entered).Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(401, status);
    }

    [Fact]
    public async Task WhatIsForwardedIsBelievedOfTheProxyAlone()
    {
        var dashboard = new FleetDashboard();
        await using var server = await Start(dashboard.On(Options() with
        {
            Proxies = [IPNetwork.Parse("127.0.0.2/31")],
            Authority = Proxy,
            Limits = new() { FailuresPerMinute = 1 },
        }));

        Assert.Equal([401, 401, 401], await Failures(server, "127.0.0.3", "192.0.2.1", "192.0.2.2", "192.0.2.3"));
        Assert.Equal([401, 429, 429], await Failures(server, "127.0.0.2", "192.0.2.9", "192.0.2.9", "192.0.2.9"));
        Assert.Equal([401, 429, 429], await Failures(server, "127.0.0.1", "192.0.2.4", "192.0.2.5", "192.0.2.6"));
        using var direct = Neighbour.At("127.0.0.1", server.Address);
        direct.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var entered = await direct.GetAsync(dashboard.Link(server.Address));
        Assert.DoesNotContain("; secure", Cookies(entered).Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task OnlyTheConnectionsOfTheProxyAreItsOwnToCount()
    {
        await using var server = await Start(Options() with
        {
            Proxies = [IPNetwork.Parse("127.0.0.2/32")],
            Authority = Proxy,
            Limits = new() { ConnectionsPerAddress = 1 },
        });
        var clients = new List<HttpClient>();
        try
        {
            for (var number = 0; number < 3; number++)
            {
                clients.Add(Neighbour.At("127.0.0.2", server.Address));
                using var hello = await clients[^1].GetAsync(Paths.Hello);
                Assert.True(hello.IsSuccessStatusCode);
            }

            clients.Add(Neighbour.At("127.0.0.1", server.Address));
            using var first = await clients[^1].GetAsync(Paths.Hello);
            clients.Add(Neighbour.At("127.0.0.1", server.Address));
            await Assert.ThrowsAsync<HttpRequestException>(() => clients[^1].GetAsync(Paths.Hello));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    public void Dispose()
    {
        _made.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie");

    /// <summary>The answers to unsigned requests that an address sends and says to forward for others.</summary>
    private static async Task<List<int>> Failures(FleetServer server, string address, params string[] forwarded)
    {
        var answers = new List<int>();
        foreach (var of in forwarded)
        {
            using var http = Neighbour.At(address, server.Address);
            http.DefaultRequestHeaders.Host = Proxy;
            http.DefaultRequestHeaders.Add("X-Forwarded-For", of);
            using var answer = await http.GetAsync(Paths.Orders);
            answers.Add((int)answer.StatusCode);
        }

        return answers;
    }

    private static Task<FleetServer> Start(FleetOptions options) => FleetServer.Start(options, TimeProvider.System);

    private FleetOptions Options() => new() { Directory = _folder.Path };

    private string Token() => FleetOwner.Token(_folder.Path);
}
