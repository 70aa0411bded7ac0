using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Wire;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A stranger who comes past the proxy says with each request that it is forwarded for somebody else: they are limited by
/// their own address all the same, while the proxy is believed, and devices train.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class ADirectPeerIsNotBelievedToBeForwarded(TinyRuns runs)
{
    private const int Failures = 5;

    [Fact]
    public async Task AndTheProxyIs()
    {
        var fleet = new ProcessFleet(runs, "direct-peer");
        var address = new Uri($"http://127.0.0.1:{fleet.Port}");
        using var server = fleet.StartServer(
            "--proxy=127.0.0.2", $"--authority={address.Authority}", $"--address-failures={Failures}");
        using var devices = fleet.HostDevices();
        fleet.Submit(server);
        Assert.True(server.Until(() => fleet.Holds("models")));

        var direct = await Guess("127.0.0.3", address);
        var proxied = await Guess("127.0.0.2", address);

        Assert.All(direct[..Failures], status => Assert.Equal(401, status));
        Assert.Equal(429, direct[^1]);
        Assert.All(proxied, status => Assert.Equal(401, status));
        fleet.WaitForTheEnd(server);
        fleet.AssertSimulated();
    }

    /// <summary>Guesses keys, each as if for another address.</summary>
    private static async Task<List<int>> Guess(string from, Uri server)
    {
        using var http = Neighbour.At(from, server);
        var answers = new List<int>();
        for (var number = 0; number < 3 * Failures; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Paths.Fleet);
            request.Headers.Add("X-Forwarded-For", $"192.0.2.{number}");
            request.Headers.Authorization = new("Bearer", $"mas-{number}");
            using var answer = await http.SendAsync(request);
            answers.Add((int)answer.StatusCode);
        }

        return answers;
    }
}
