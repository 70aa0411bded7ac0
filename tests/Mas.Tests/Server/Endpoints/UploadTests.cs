using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Mas.Server;
using Mas.Server.Orders;
using Mas.Tests.Federation;
using Mas.Tests.Server.Orders;
using Mas.Wire;
using Mas.Wire.Documents;
using Mas.Wire.Signatures;

namespace Mas.Tests.Server.Endpoints;

/// <summary>Weights that do not come in one piece.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private static readonly byte[] Nothing = [];

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _weights = SentUpdates.Weights();
    private readonly CancellationTokenSource _enough = new();
    private FleetServer _server = null!;
    private SignedClient _device = null!;
    private OrderDocument _order = null!;
    private Task<OrderOutcome> _asking = null!;

    private string Id => SentUpdates.Name(_order);

    private string Target => Paths.Weights(Id);

    private int Half => _weights.Length / 2;

    public async Task InitializeAsync()
    {
        _server = await FleetServer.Start(new FleetOptions { Directory = _folder.Path }, TimeProvider.System);
        _device = new SignedClient(_server.Address);
        await _device.Join(FleetOwner.Token(_folder.Path));
        _order = SentUpdates.Order(_server.Store);
        _asking = await _server.Orders.Asked(_server.Store, _order, _enough.Token);
    }

    [Fact]
    public async Task OneThatIsCutGoesOnWhereItStoppedAndCountsOnce()
    {
        await SendAndHangUp(_weights[..Half]);
        Assert.Equal(Half, await Offset());
        Assert.False(_asking.IsCompleted);

        Assert.Equal((204, ""), await Rest(Half));
        Assert.Equal((204, ""), await Rest(_weights.Length));
        Assert.Equal(_weights.Length, await Offset());

        Assert.Equal((204, ""), await SendUpdate());
        Assert.NotNull((await _asking).Update);
        Assert.Equal((204, ""), await Rest(Half));
        using var kept = _server.Store.Models.ReadWeights(Id);
        Assert.Equal(_weights, SentUpdates.Bytes(kept));
    }

    [Fact]
    public async Task WeightsThatHaveComeAreNotHashedAgain()
    {
        Assert.Equal((204, ""), await Send(Target, _weights));

        // What lies there now would not have the digest.
        await File.WriteAllBytesAsync(_server.Store.Models.Weights(Id), new byte[_weights.Length]);
        for (var again = 0; again < 3; again++)
        {
            Assert.Equal((204, ""), await Rest(_weights.Length - 1));
            Assert.Equal((204, ""), await Rest(_weights.Length));
            Assert.Equal((204, ""), await Send(Target, _weights));
            Assert.Equal(409, (await Send(
                Paths.Update(Id), SentUpdates.Update(SentUpdates.Weights(3)).ToBytes())).Status);
        }

        Assert.Equal((204, ""), await SendUpdate());
    }

    [Fact]
    public async Task WhatIsHashedAnewIsCounted()
    {
        await Restart(2 * _weights.Length);
        await SendAndHangUp(_weights[..Half]);
        Assert.Equal((204, ""), await Rest(Half));

        // A half, and all of it hashed: a half is left.
        Assert.Equal(429, (await Send(Target, SentUpdates.Weights(3))).Status);
        Assert.Equal((204, ""), await Rest(_weights.Length - Half));
        Assert.Equal((204, ""), await SendUpdate());
    }

    [Fact]
    public async Task WhatCameOutlivesTheServer()
    {
        await SendAndHangUp(_weights[..Half]);
        await Restart(bytesPerDay: 0);

        Assert.Equal(Half, await Offset());
        Assert.Equal((204, ""), await Rest(Half));
        Assert.Equal((204, ""), await SendUpdate());
    }

    [Fact]
    public async Task ARestThatDoesNotFitIsRefusedWithItsSentence()
    {
        var length = $"The weights of this order take {_weights.Length} bytes, no more, no less.";

        Assert.Equal((409, "Received so far of these weights: 0 bytes; continue from there."), await Rest(100));
        Assert.Equal((413, length), await Send(Paths.GoingOn(Target, 0, Digest()), _weights[..100]));
        Assert.Equal((413, length), await Send(Paths.GoingOn(Target, 100, Digest()), _weights));
        Assert.Equal((413, length), await Send(Paths.GoingOn(Target, _weights.Length + 1, Digest()), Nothing));
        foreach (var query in new[] { "?from=-1&sha256=" + Digest(), "?from=0", "?from=0&sha256=all", "?from=1&from=2" })
        {
            Assert.Equal(
                (400, "Weights that go on say in from from which byte, in sha256 the digest of all of them."),
                await Send(Target + query, _weights));
        }

        Assert.Equal((204, ""), await Send(Target, _weights));
    }

    [Fact]
    public async Task APartThatWasGarbledIsFoundOutAndSentAnew()
    {
        var garbled = _weights[..Half];
        garbled[^1] ^= 1;
        await SendAndHangUp(garbled);

        Assert.Equal(
            (400, "What came before does not belong to this rest; send the weights from the first byte on."),
            await Rest(Half));
        Assert.Equal(0, await Offset());
        await SendAndHangUp(_weights[..Half]);
        Assert.Equal((400, "The body is not the one that was signed."), await _device.Send(
            HttpMethod.Put, Paths.GoingOn(Target, Half, Digest()), _weights[Half..],
            forge: request => request.Content = new ByteArrayContent(new byte[_weights.Length - Half])));
        Assert.Equal(0, await Offset());
        Assert.Equal((204, ""), await Send(Target, _weights));
    }

    [Fact]
    public async Task WeightsSentAnewTakeThePlaceOfThoseBeforeUntilTheyAreAnswered()
    {
        var others = SentUpdates.Weights(3);

        Assert.Equal((204, ""), await Send(Target, others));
        Assert.Equal(400, (await Rest(_weights.Length)).Status);
        Assert.Equal(409, (await SendUpdate()).Status);
        Assert.Equal((204, ""), await Send(Target, others));
        Assert.Equal((204, ""), await Send(Target, _weights));
        Assert.Equal((204, ""), await SendUpdate());
        Assert.Equal((204, ""), await Send(Target, others));

        using var kept = _server.Store.Models.ReadWeights(Id);
        Assert.Equal(_weights, SentUpdates.Bytes(kept));
    }

    [Fact]
    public async Task WhileOneIsUnderWayAnotherWaits()
    {
        using var first = await Begin(_weights[..Half]);

        Assert.Equal(
            (429, "Another request brings something for this order; ask again later."), await Send(Target, _weights));
        Assert.Equal(429, (await SendUpdate()).Status);
        Assert.Equal(Half, await Offset());
        await first.GetStream().WriteAsync(_weights.AsMemory(Half));
        Assert.StartsWith("HTTP/1.1 204", await ToEnd(first));
        Assert.Equal((204, ""), await SendUpdate());
    }

    [Fact]
    public async Task WhatCameGoesWhenTheOrderIsOver()
    {
        using var late = await Begin(_weights[..Half]);
        await _enough.CancelAsync();
        Assert.Null((await _asking).Update);
        await late.GetStream().WriteAsync(_weights.AsMemory(Half));

        Assert.StartsWith("HTTP/1.1 410", await ToEnd(late));
        Assert.Equal(410, (await Rest(Half)).Status);
        Assert.Equal(410, (await _device.Send(HttpMethod.Get, Target, Nothing)).Status);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "updates")));
    }

    public async Task DisposeAsync()
    {
        _device.Dispose();
        await _server.DisposeAsync();
        _enough.Dispose();
        _folder.Dispose();
    }

    private static async Task<string> ToEnd(TcpClient connection)
    {
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync();
    }

    private async Task Restart(long bytesPerDay)
    {
        var options = new FleetOptions
        {
            Directory = _folder.Path,
            Port = _server.Address.Port,
            Limits = new() { BytesPerDay = bytesPerDay },
        };
        await _server.DisposeAsync();
        _server = await FleetServer.Start(options, TimeProvider.System);
    }

    private string Digest() => Sha256Name.Of(_weights.AsSpan());

    private Task<(int Status, string Sentence)> Send(string target, byte[] body) =>
        _device.Send(HttpMethod.Put, target, body);

    private Task<(int Status, string Sentence)> Rest(int first) =>
        Send(Paths.GoingOn(Target, first, Digest()), _weights[first..]);

    private Task<(int Status, string Sentence)> SendUpdate() =>
        Send(Paths.Update(Id), SentUpdates.Update(_weights).ToBytes());

    private async Task<long> Offset()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Target);
        foreach (var (name, value) in await _device.Sign(HttpMethod.Get, Target, ContentDigest.Of(Nothing)))
        {
            request.Headers.Add(name, value);
        }

        using var http = new HttpClient { BaseAddress = _server.Address };
        using var answer = await http.SendAsync(request);
        return long.Parse(
            Assert.Single(answer.Headers.GetValues(Protocol.OffsetHeader)), CultureInfo.InvariantCulture);
    }

    /// <summary>Begins to send all weights, and comes back when the server has the first of them.</summary>
    private async Task<TcpClient> Begin(byte[] first)
    {
        var connection = new TcpClient(_server.Address.Host, _server.Address.Port);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"PUT {Target} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nConnection: close\r\n")
            + $"Content-Length: {_weights.Length}\r\n"
            + string.Concat((await _device.Sign(HttpMethod.Put, Target, ContentDigest.Of(_weights)))
                .Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await connection.GetStream().WriteAsync(first);
        await Patience.Until(() => _server.Uploads.IsHeld(Id) && _server.Store.Models.Uploaded(Id) == first.Length);
        return connection;
    }

    /// <summary>Sends the first of the weights and hangs up; comes back when the server has seen it.</summary>
    private async Task SendAndHangUp(byte[] first)
    {
        using (var connection = await Begin(first))
        {
            connection.LingerState = new LingerOption(true, 0);
        }

        await Patience.Until(() => !_server.Uploads.IsHeld(Id));
    }
}
