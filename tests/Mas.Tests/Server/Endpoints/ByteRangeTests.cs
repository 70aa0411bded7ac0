using System.Net;
using System.Net.Sockets;
using System.Text;
using Mas.Device.Connections;
using Mas.Server;
using Mas.Tests.Federation;
using Mas.Wire;
using Mas.Wire.Signatures;

namespace Mas.Tests.Server.Endpoints;

/// <summary>Parts of a model, and what is counted for them.</summary>
public sealed class ByteRangeTests : IAsyncLifetime
{
    private const int Length = 1000;
    private const int LimitBytes = 10 * Length;
    private const int LongLength = 32 << 20;
    private const string Whole = "";

    private static readonly string _model = new('a', 64);
    private static readonly string _long = new('b', 64);

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _bytes = [.. Enumerable.Range(0, Length).Select(number => (byte)number)];
    private FleetServer _server = null!;
    private SignedClient _device = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        await Start(LimitBytes);
        _device = new SignedClient(_server.Address);
        _http = new ServerRoute(_server.Address, ServerTrust.OfSystem).Client();
        await _device.Join(FleetOwner.Token(_folder.Path));
        await File.WriteAllBytesAsync(_server.Store.Models.Path(_model), _bytes);
    }

    [Theory]
    [InlineData("bytes=0-0", "0-0")]
    [InlineData("bytes=10-", "10-999")]
    [InlineData("Bytes=10-19", "10-19")]
    [InlineData("bytes=990-1000000000000", "990-999")]
    [InlineData("bytes=-10", "990-999")]
    [InlineData("bytes=-2000", "0-999")]
    [InlineData("bytes=5-4", Whole)]
    [InlineData("bytes=a-", Whole)]
    [InlineData("bytes=-", Whole)]
    [InlineData("bytes=--5", Whole)]
    [InlineData("bytes=1-2-3", Whole)]
    [InlineData("bytes=1-x", Whole)]
    [InlineData("bytes=+1-2", Whole)]
    [InlineData("bytes=0-0,999-", Whole)]
    [InlineData("bytes=99999999999999999999-", Whole)]
    [InlineData("lines=0-1", Whole)]
    public async Task WhatIsSentIsTheRangeOrAllOfIt(string range, string expected)
    {
        using var answer = await Get(_model, ("Range", range));
        var sent = await answer.Content.ReadAsByteArrayAsync();

        if (expected == Whole)
        {
            Assert.Equal((HttpStatusCode.OK, null), (answer.StatusCode, answer.Content.Headers.ContentRange));
            Assert.Equal(_bytes, sent);
            return;
        }

        var (first, last) = (int.Parse(expected.Split('-')[0]), int.Parse(expected.Split('-')[1]));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {expected}/{Length}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal(_bytes[first..(last + 1)], sent);
    }

    [Theory]
    [InlineData("bytes=1000-")]
    [InlineData("bytes=1000-2000")]
    [InlineData("bytes=-0")]
    public async Task OfARangeThatIsNotThereTheLengthIsSaid(string range)
    {
        using var answer = await Get(_model, ("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal($"bytes */{Length}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Contains("There are 1000 bytes, and none in this range.", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("bytes=999-", "Sat, 14 Mar 2026 09:00:00 GMT")]
    [InlineData("bytes=999-", "\"other\"")]
    [InlineData("bytes=999-999,0-", null)]
    [InlineData("bytes=999-1", null)]
    [InlineData("bytes=-999", null)]
    [InlineData("bytes=500-", null)]
    public async Task NoHeaderHasADeviceSentMoreThanItMay(string range, string? ifRange)
    {
        var (sent, status) = (0L, HttpStatusCode.OK);
        while (status is HttpStatusCode.OK or HttpStatusCode.PartialContent)
        {
            using var answer = await Get(
                _model, [
                    ("Range", range), .. ifRange is null ? Array.Empty<(string, string)>() : [("If-Range", ifRange)]]);
            status = answer.StatusCode;
            sent += answer.IsSuccessStatusCode ? (await answer.Content.ReadAsByteArrayAsync()).Length : 0;
            Assert.InRange(sent, 0, LimitBytes);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.InRange(sent, LimitBytes - Length + 1, LimitBytes);
    }

    [Fact]
    public async Task WhatIsNotSentIsNotCounted()
    {
        for (var asked = 0; asked < 2 * LimitBytes / Length; asked++)
        {
            using var head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Paths.Model(_model)));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, head.StatusCode);
            using var answer = await Get(_model, ("Range", "bytes=1000-"));
            using var part = await Get(_model, ("Range", "bytes=0-0"));
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        }

        using var whole = await Get(_model);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
    }

    [Fact]
    public async Task OfAFetchThatIsCutTheRestIsGivenBack()
    {
        var port = _server.Address.Port;
        await _server.DisposeAsync();
        await Start(LongLength + (LongLength / 8), port);
        await using (var file = File.Create(_server.Store.Models.Path(_long)))
        {
            file.SetLength(LongLength);
        }

        var headers = await _device.Sign(HttpMethod.Get, Paths.Model(_long), ContentDigest.Of([]));
        using (var connection = new TcpClient(_server.Address.Host, _server.Address.Port))
        {
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"GET {Paths.Model(_long)} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\n"
                + string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n")) + "\r\n"));
            Assert.True(await connection.GetStream().ReadAsync(new byte[1]) == 1);
            using (var meanwhile = await Get(_long))
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, meanwhile.StatusCode);
            }

            connection.LingerState = new LingerOption(true, 0);
        }

        await Patience.Until(async () =>
        {
            using var half = await Get(_long, ("Range", $"bytes={LongLength / 2}-"));
            return half.StatusCode == HttpStatusCode.PartialContent;
        });
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _device.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Start(int bytes, int port = 0) => _server = await FleetServer.Start(
        new FleetOptions
        {
            Directory = _folder.Path,
            Port = port,
            Limits = new() { BytesPerDay = bytes, RequestsPerMinute = 1_000_000 },
        },
        TimeProvider.System);

    private async Task<HttpResponseMessage> Get(string model, params IEnumerable<(string Name, string Value)> others)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Paths.Model(model));
        var signed = await _device.Sign(HttpMethod.Get, Paths.Model(model), ContentDigest.Of([]));
        foreach (var (name, value) in signed.Concat(others))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
    }
}
