using System.Net;
using System.Net.Sockets;
using System.Text;
using Mas.Device.Connections;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Wire;
using Mas.Wire.Signatures;

namespace Mas.Tests.Server.Scenarios;

/// <summary>
/// A device that has joined asks too often, for too many bytes and on too many connections, while others train: it gets
/// what it may have and no more, what was refused for being early is good later, and the run ends as if it were not there.
/// </summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class AnOverEagerDeviceHurtsNobody(TinyRuns runs)
{
    private const int Requests = 600;
    private const int Connections = 8;
    private const int AtATime = 6;
    private const int Mebibytes = 256;
    private const string Poll = Paths.Orders + "?wait=0";

    private static readonly byte[] _nothing = [];

    [Fact]
    public async Task WhileARunEndsWithTheBitsOfASimulation()
    {
        var fleet = new ProcessFleet(runs, "over-eager");
        using var server = fleet.StartServer($"--device-requests={Requests}", $"--device-mebibytes={Mebibytes}");
        using var devices = fleet.HostDevices();
        fleet.Submit(server);
        Assert.True(server.Until(() => fleet.Holds("models")));
        var address = new Uri($"http://127.0.0.1:{fleet.Port}");
        using var eager = new SignedClient(address);
        Assert.Equal((204, ""), await eager.Join(fleet.Token("eager"), "eager", tasks: "d"));

        try
        {
            await HoldsNoMoreConnectionsThanItMay(eager, address);
            await IsSentNoMoreThanItMayBe(eager, address, fleet);
            await IsToldToWaitAndHeardAfterwards(eager);
        }
        catch (HttpRequestException cut)
        {
            server.Interrupt();
            Assert.Fail($"{cut}\nThe server has said:\n{server.End().Error}");
        }

        fleet.WaitForTheEnd(server);
        fleet.AssertSimulated();
    }

    private static async Task HoldsNoMoreConnectionsThanItMay(SignedClient device, Uri address)
    {
        var held = new List<TcpClient>();
        try
        {
            var answers = new List<string>();
            for (var number = 0; number < 5 * Connections; number++)
            {
                held.Add(new TcpClient(address.Host, address.Port));
                await held[^1].GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                    $"GET {Poll} HTTP/1.1\r\nHost: {address.Authority}\r\n"
                    + string.Concat((await device.Sign(HttpMethod.Get, Poll, ContentDigest.Of(_nothing)))
                        .Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n"));
                var status = new byte["HTTP/1.1 204".Length];
                await held[^1].GetStream().ReadExactlyAsync(status);
                answers.Add(Encoding.ASCII.GetString(status));
            }

            Assert.Equal(Connections, answers.Count(answer => answer.EndsWith("204", StringComparison.Ordinal)));
            Assert.Equal(4 * Connections, answers.Count(answer => answer.EndsWith("429", StringComparison.Ordinal)));
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }

        await Patience.Until(async () => await Status(device) == 204);
    }

    private static async Task IsSentNoMoreThanItMayBe(SignedClient device, Uri address, ProcessFleet fleet)
    {
        var model = Directory.EnumerateFiles(Path.Combine(fleet.Folder, "models"), "*.safetensors").First();
        var (target, last) = (Paths.Model(Path.GetFileNameWithoutExtension(model)), new FileInfo(model).Length - 1);
        using var http = new ServerRoute(address, ServerTrust.OfSystem).Client();
        var (sent, status) = (0L, HttpStatusCode.OK);
        while (status is HttpStatusCode.OK && sent < 2 * ((long)Mebibytes << 20))
        {
            // Only the last byte is asked for, but on a condition that does not hold: all of it is sent.
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            foreach (var (name, value) in await device.Sign(HttpMethod.Get, target, ContentDigest.Of(_nothing)))
            {
                request.Headers.Add(name, value);
            }

            request.Headers.Add("Range", $"bytes={last}-");
            request.Headers.Add("If-Range", "Sat, 14 Mar 2026 09:00:00 GMT");
            using var answer = await http.SendAsync(request);
            sent += answer.IsSuccessStatusCode ? (await answer.Content.ReadAsByteArrayAsync()).Length : 0;
            status = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(sent, last, (long)Mebibytes << 20);
    }

    private static async Task IsToldToWaitAndHeardAfterwards(SignedClient device)
    {
        // Several at a time: on a slow machine one after another is no more than the device may ask.
        for (var asked = 0; await Polls() is var answered && answered.All(status => status == 204); asked += AtATime)
        {
            Assert.InRange(asked, 0, 10 * Requests);
        }

        // The same request, signed once, is refused for being too early; a tenth of a second later it is good.
        var nonce = "";
        Func<SignatureInput, SignatureInput> same = input =>
        {
            nonce = nonce.Length > 0 ? nonce : input.Nonce;
            return input with { Nonce = nonce };
        };
        var answers = new List<int>();
        await Patience.Until(async () =>
        {
            if (await Status(device, same) is { } status)
            {
                answers.Add(status);
            }

            return answers is [.., not 429];
        });

        Assert.Equal(204, answers[^1]);

        Task<int?[]> Polls() => Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Status(device)));
    }

    /// <summary>
    /// The answer to a poll; null = none. A device that asks on without a pause is hung up on after 20 refusals in a row:
    /// also where the server takes so long to see connections end that the requests of the minute are used up meanwhile.
    /// </summary>
    private static async Task<int?> Status(SignedClient device, Func<SignatureInput, SignatureInput>? change = null)
    {
        try
        {
            return (await device.Send(HttpMethod.Get, Poll, _nothing, change)).Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
