using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FsCheck.Fluent;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Tests.Server;
using Mas.Tests.Server.Orders;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Tests.Attacks;

/// <summary>A device that has joined, and strangers, against a server that listens: nothing but refusals.</summary>
[Trait("Kind", "Attack")]
[Collection(MemoryCollection.Name)]
public sealed class EndpointAttackTests : IAsyncLifetime
{
    private const int Connections = 10_000;
    private const long MostBytes = 64 << 20;

    // All of 127/8 is this machine: one of its addresses attacks, another is honest.
    private static readonly IPAddress _elsewhere = new([127, 0, 0, 2]);

    private readonly TemporaryFolder _folder = new();
    private FleetServer _server = null!;
    private SignedClient _device = null!;
    private OrderDocument _order = null!;
    private CancellationTokenSource _stop = null!;
    private Task _asking = null!;

    private string Id => SentUpdates.Name(_order);

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(
            new FleetOptions
            {
                Directory = _folder.Path,
                Limits = new() { RequestsPerMinute = int.MaxValue, FailuresPerMinute = int.MaxValue },
            },
            TimeProvider.System);
        _device = new SignedClient(_server.Address);
        Assert.Equal((204, ""), await _device.Join(Token()));
        _order = SentUpdates.Order(_server.Store);
        _stop = new CancellationTokenSource();
        _asking = await _server.Orders.Asked(_server.Store, _order, cancellation: _stop.Token);
    }

    [Fact]
    public async Task GarbledBodiesAreRefusedOnEveryEndpoint()
    {
        var update = SentUpdates.Update(SentUpdates.Weights()).ToBytes();
        (HttpMethod Method, string Target, byte[] Good)[] endpoints =
        [
            (HttpMethod.Post, Paths.Devices, "{\"token\":\"a\"}"u8.ToArray()),
            (HttpMethod.Put, Paths.Update(Id), update),
            (HttpMethod.Put, Paths.Weights(Id), SentUpdates.Weights()),
            (HttpMethod.Put, Paths.Failure(Id), "{\"fault\":\"Why.\"}"u8.ToArray()),
            (HttpMethod.Put, Paths.Lease(Id), update),
            (HttpMethod.Delete, Paths.Lease(Id), update),
            (HttpMethod.Post, Paths.Submissions, "{\"tasks\":\"sd\"}"u8.ToArray()),
        ];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var (method, target, good) in endpoints)
        {
            foreach (var body in Garbled.Of(good).Generator.Sample(AttackSize.Requests))
            {
                var (status, sentence) = await _device.Send(method, target, body);
                Assert.True(
                    status is 204 || (status is >= 400 and < 500 && sentence.Length > 0), $"{method} {target}: {status}");
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostBytes);
        await AnHonestDeviceIsServed();
    }

    [Fact]
    public async Task WhatIsNoRequestIsNotAnsweredAsOne()
    {
        var head = Encoding.ASCII.GetBytes("GET /v1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
        foreach (var bytes in Garbled.Of(head).Generator.Sample(AttackSize.Requests))
        {
            using var socket = await Connect();
            var stream = socket.GetStream();
            await stream.WriteAsync(bytes);
            socket.Client.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain("HTTP/1.1 500", await Read(stream));
        }

        await AnHonestDeviceIsServed();
    }

    [Fact]
    public async Task ALengthThatIsABombIsRefusedBeforeAnythingIsRead()
    {
        var length = 1L << 40;
        Assert.StartsWith("HTTP/1.1 413", await Raw(HttpMethod.Put, Paths.Weights(Id), $"Content-Length: {length}"));
        Assert.StartsWith("HTTP/1.1 413", await Raw(HttpMethod.Put, Paths.Update(Id), $"Content-Length: {length}"));
        Assert.StartsWith("HTTP/1.1 413", await Raw(HttpMethod.Post, Paths.Devices, $"Content-Length: {length}"));
        Assert.StartsWith("HTTP/1.1 411", await Raw(HttpMethod.Put, Paths.Update(Id), "Transfer-Encoding: chunked"));
        Assert.StartsWith("HTTP/1.1 413", await Raw(HttpMethod.Put, Paths.Weights(Id), "Transfer-Encoding: chunked"));
        Assert.StartsWith("HTTP/1.1 4", await Raw(HttpMethod.Put, Paths.Weights(Id), $"Content-Length: {ulong.MaxValue}"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "updates")));
    }

    [Fact]
    public async Task ACompressedBodyIsNotUnpackedAndANestedOneNotFollowed()
    {
        using var packed = new MemoryStream();
        using (var packing = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            packing.Write(new byte[20 << 20]);
        }

        var (status, _) = await _device.Send(
            HttpMethod.Put, Paths.Update(Id), packed.ToArray(),
            forge: request => request.Content!.Headers.ContentEncoding.Add("gzip"));
        var nested = Encoding.ASCII.GetBytes(new string('[', Protocol.LongestDocument));

        Assert.Equal(400, status);
        Assert.Equal(400, (await _device.Send(HttpMethod.Put, Paths.Update(Id), nested)).Status);
    }

    [Fact]
    public async Task ASignatureIsItsOwnRequestsAndItsOwnDevicesAlone()
    {
        using var other = new SignedClient(_server.Address);
        await other.Join(Token("cottage"), "cottage");
        var digest = ContentDigest.Of([]);
        var mine = await _device.Sign(HttpMethod.Get, Paths.Orders, digest);
        var theirs = await other.Sign(HttpMethod.Get, Paths.Orders, digest);
        (string, string)[][] forged =
        [
            [mine[0], theirs[1], mine[2]], [mine[0], mine[1], theirs[2]], [mine[0], mine[1]], [mine[1], mine[2]],
            [(ContentDigest.Header, ContentDigest.Of("x"u8)), mine[1], mine[2]],
            [mine[0], (mine[1].Name, mine[1].Value.Replace("created=1", "created=2")), mine[2]],
            [mine[0], (mine[1].Name, mine[1].Value + ", " + mine[1].Value), mine[2]],
        ];
        foreach (var headers in forged)
        {
            Assert.StartsWith("HTTP/1.1 401", await Raw(HttpMethod.Get, Paths.Orders, "Content-Length: 0", headers));
        }

        Assert.StartsWith(
            "HTTP/1.1 401", await Raw(HttpMethod.Get, Paths.Orders + "?wait=1", "Content-Length: 0", mine));

        Assert.StartsWith(
            "HTTP/1.1 200", await Raw(HttpMethod.Get, Paths.Orders, "Content-Length: 0", mine));
        Assert.StartsWith(
            "HTTP/1.1 401", await Raw(HttpMethod.Get, Paths.Orders, "Content-Length: 0", mine));
    }

    [Theory]
    [InlineData("..%2f..%2ffleet.db")]
    [InlineData("..%5c..%5cfleet.db")]
    [InlineData("%2e%2e%2ffleet.db")]
    [InlineData("....%2f%2ffleet.db")]
    [InlineData("%00")]
    [InlineData("con")]
    public async Task NoNameLeadsOutOfItsFolder(string name)
    {
        (HttpMethod, string)[] places =
        [
            (HttpMethod.Get, Paths.Model(name)), (HttpMethod.Put, Paths.Weights(name)),
            (HttpMethod.Put, Paths.Update(name)), (HttpMethod.Put, Paths.Lease(name)),
        ];
        foreach (var (method, target) in places)
        {
            Assert.StartsWith("HTTP/1.1 4", await Raw(method, target, "Content-Length: 0"));
        }
    }

    [Fact]
    public async Task ManyConnectionsThatSayLittleKeepNobodyOut()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var silent = new List<TcpClient>();
        try
        {
            for (var number = 0; number < Connections; number++)
            {
                silent.Add(await ConnectFromElsewhere(number % 2 == 0
                    ? "PUT /v1/orders/a/weights HTTP/1.1\r\nHost: lo"u8.ToArray() : []));
            }

            await AnHonestDeviceIsServed();
            Assert.Equal(200, (await _device.Send(HttpMethod.Get, Paths.Orders + "?wait=0", [])).Status);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostBytes);
        }
        finally
        {
            silent.ForEach(client => client.Dispose());
        }
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_asking);
        _stop.Dispose();
        _device.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<string> Read(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Hung up on: that is an answer, too.
        }

        return text.ToString();
    }

    /// <summary>Sends a signed head and nothing behind it.</summary>
    private async Task<string> Raw(
        HttpMethod method, string target, string length, (string Name, string Value)[]? headers = null)
    {
        headers ??= await _device.Sign(method, target, ContentDigest.Of("what is promised"u8));
        using var socket = await Connect();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{method.Method} {target} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nConnection: close\r\n{length}\r\n")
            + string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        return await Read(socket.GetStream());
    }

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(_server.Address.Host, _server.Address.Port);
        return client;
    }

    /// <summary>A connection of another address, with the beginning of something or with nothing.</summary>
    private async Task<TcpClient> ConnectFromElsewhere(byte[] beginning)
    {
        var client = new TcpClient(new IPEndPoint(_elsewhere, 0));
        try
        {
            await client.ConnectAsync(_server.Address.Host, _server.Address.Port);
            await client.GetStream().WriteAsync(beginning);
        }
        catch (Exception refused) when (refused is SocketException or IOException)
        {
            // That address has enough of them.
        }

        return client;
    }

    private async Task AnHonestDeviceIsServed()
    {
        using var honest = new SignedClient(_server.Address);
        var house = $"house {Guid.NewGuid():N}";
        Assert.Equal((204, ""), await honest.Join(Token(house), house));
        Assert.Equal((204, ""), await honest.Send(HttpMethod.Get, Paths.Orders + "?wait=0", []));
    }

    private string Token(string client = "castle") => FleetOwner.Token(_folder.Path, client);
}
