using System.Net;
using System.Security.Cryptography;
using System.Text;
using Mas.Device.Connections;
using Mas.Tests.Federation;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Device.Connections;

public sealed class ServerConnectionTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<string> _notes = [];
    private int _greetings;

    [Fact]
    public async Task AServerThatDiesBeforeItsAnswerIsWholeIsAskedAgain()
    {
        var answers = new Queue<string>(
            ["", RawServer.Answer(200, "hal", 8), RawServer.Answer(200, "", 8), RawServer.Answer(200, "all of it")]);
        await using var server = new RawServer(Greeted(_ => answers.Dequeue()));
        using var connection = Connection(server);

        using var answer = await connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End);

        Assert.Equal("all of it", await answer.Content.ReadAsStringAsync());
        Assert.Empty(answers);
        Assert.NotEmpty(_notes);
    }

    [Fact]
    public async Task AnOutageIsToldOnceAndSoIsItsEnd()
    {
        var away = RawServer.Answer(503, Refusal("Away."));
        var answers = new Queue<string>([away, away, away, RawServer.Answer(204, ""), RawServer.Answer(204, "")]);
        await using var server = new RawServer(Greeted(_ => answers.Dequeue()));
        using var connection = Connection(server);

        for (var request = 0; request < 2; request++)
        {
            (await connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End)).Dispose();
        }

        Assert.Equal([$"{server.Address} answers 503. Retrying.", $"{server.Address} answers again."], _notes);
    }

    [Fact]
    public async Task WhatMayChangeIsAskedForAgain()
    {
        var answers = new Queue<string>(
        [
            RawServer.Answer(408, ""), RawServer.Answer(429, "{\"title\":\"\\u001b[2J\"}"),
            RawServer.Answer(502, "<html>"), RawServer.Answer(503, Refusal("Away.")), RawServer.Answer(504, ""),
            RawServer.Page(200, "Down for maintenance."), RawServer.Answer(404, "<html>"),
            RawServer.Answer(401, ""), RawServer.Answer(409, Refusal("Another one.")),
        ]);
        await using var server = new RawServer(Greeted(_ => answers.Dequeue()));
        using var connection = Connection(server);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End));

        Assert.Equal((HttpStatusCode.Conflict, "Another one."), (refused.Status, refused.Message));
        Assert.Empty(answers);
        Assert.Contains(
            _notes,
            note => note.Contains(" answers 200 (So) and text/html to GET /v1/orders. ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(302, 1)]
    [InlineData(401, 2)]
    [InlineData(403, 1)]
    [InlineData(407, 1)]
    [InlineData(411, 1)]
    [InlineData(413, 1)]
    [InlineData(511, 1)]
    [InlineData(400, 4)]
    [InlineData(404, 4)]
    [InlineData(405, 4)]
    [InlineData(414, 4)]
    [InlineData(431, 4)]
    [InlineData(501, 4)]
    [InlineData(505, 4)]
    public async Task ARefusalOfSomethingInBetweenThatStaysIsBelieved(int status, int asked)
    {
        var count = 0;
        await using var server = new RawServer(Greeted(_ =>
        {
            count++;
            return RawServer.Page(status, "No.");
        }));
        using var connection = Connection(server);

        var blocked = await Assert.ThrowsAsync<BlockedException>(
            () => connection.Send(HttpMethod.Put, Paths.Lease(new string('a', 64)), "{}"u8.ToArray(), Patience.End));

        Assert.Equal((status, asked), ((int)blocked.Status, count));
        Assert.StartsWith(
            $"{server.Address} answers {status} (So) to PUT /v1/orders/aaaaaaaa../lease with 2 bytes. This answer is "
            + "not the server's but comes from something in between, such as a proxy.", blocked.Message);
        Assert.Empty(_notes);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(403)]
    public async Task APortalInThePlaceOfAServerThatWasNeverHeardIsNotAskedAgain(int status)
    {
        await using var portal = new RawServer(_ => RawServer.Page(status, "Sign in."));
        using var connection = Connection(portal);

        var blocked = await Assert.ThrowsAsync<BlockedException>(
            () => connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End));

        Assert.Contains($" answers {status} (So)", blocked.Message);
    }

    [Fact]
    public async Task AFileThatIsTooLargeForAProxyIsSentOnceAndCounted()
    {
        var count = 0;
        await using var server = new RawServer(Greeted(_ => ++count == 1 ? "" : RawServer.Page(413, "Too large.")));
        using var connection = Connection(server);
        using var folder = new TemporaryFolder();
        folder.Write("weights", "all of it");
        var moved = 0L;
        var traffic = new Traffic(bytes => Interlocked.Add(ref moved, bytes));

        var blocked = await Assert.ThrowsAsync<BlockedException>(
            () => connection.SendFile("/w", folder["weights"], Sha256Name.Of("all of it"u8), traffic, Patience.End));

        // The first try came to nothing, and how much of it had come is what was asked then.
        Assert.Equal(2, count);
        Assert.EndsWith("such as a proxy. It must let bodies of that size through.", blocked.Message);
        Assert.Equal((9, 9), (traffic.Up, moved));
    }

    [Fact]
    public async Task AFileThatIsCutIsSentFromWhereTheServerHasIt()
    {
        var heads = new List<string>();
        var answers = new Queue<string>(
        [
            "", "HTTP/1.1 204 So\r\nUpload-Offset: 5\r\nConnection: close\r\n\r\n", RawServer.Answer(503, "away"),
            "HTTP/1.1 204 So\r\nUpload-Offset: 9\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 204 So\r\nConnection: close\r\n\r\n",
        ]);
        await using var server = new RawServer(Greeted(head =>
        {
            heads.Add(head[..head.IndexOf(" HTTP", StringComparison.Ordinal)]);
            return answers.Dequeue();
        }));
        using var connection = Connection(server);
        using var folder = new TemporaryFolder();
        folder.Write("weights", "all of it");
        var digest = Sha256Name.Of("all of it"u8);

        var traffic = new Traffic();
        await connection.SendFile("/w", folder["weights"], digest, traffic, Patience.End);

        string[] expected =
            ["PUT /w", "GET /w", $"PUT /w?from=5&sha256={digest}", "GET /w", $"PUT /w?from=9&sha256={digest}"];
        Assert.Equal(expected, heads);
        Assert.Equal(9 + 4, traffic.Up);
    }

    [Fact]
    public async Task AnAnswerLongerThanADocumentIsNotKept()
    {
        var answers = new Queue<string>(
            [RawServer.Answer(200, new string('x', Protocol.LongestDocument + 1)), RawServer.Answer(200, "short")]);
        await using var server = new RawServer(Greeted(_ => answers.Dequeue()));
        using var connection = Connection(server);

        using var answer = await connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End);

        Assert.Equal("short", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HoweverManyRequestsThereAreAServerIsGreetedOnceAStart()
    {
        await using var server = new RawServer(Greeted(
            head => head.Contains("nonce=\"3.", StringComparison.Ordinal)
                ? RawServer.Answer(204, "") : RawServer.Answer(401, Refusal("The signature is of another epoch."))));
        using var connection = Connection(server);

        // The first hello is of epoch 1; by the one and only 401 a request may see, it has to be 2, then it is refused.
        await Assert.ThrowsAsync<RefusedException>(() => connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End));
        Assert.Equal(2, _greetings);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var answer = await connection.Send(HttpMethod.Put, Paths.Lease("a"), [], Patience.End);
        }));
        Assert.Equal(3, _greetings);
    }

    [Fact]
    public async Task ADownloadCutInTheMiddleIsTakenUpAndOneWithoutRangesBegunAnew()
    {
        const string Whole = "0123456789";
        var model = new ModelReference(Sha256Name.Of(Encoding.ASCII.GetBytes(Whole)), Whole.Length);
        var ranges = new List<bool>();
        await using var server = new RawServer(Greeted(head =>
        {
            ranges.Add(head.Contains("Range: bytes=4-", StringComparison.Ordinal));
            return ranges.Count == 1 ? RawServer.Answer(200, Whole[..4], 10) : RawServer.Answer(200, Whole);
        }));
        using var connection = Connection(server);
        using var folder = new Federation.TemporaryFolder();

        var path = await new ModelCache(connection, folder.Path).Fetch(model, new Traffic(), Patience.End);

        Assert.Equal(Whole, File.ReadAllText(path));
        Assert.Equal([false, true, false], ranges);
    }

    [Fact]
    public async Task AModelThatSomethingInBetweenChangesEndsTheOrderAfterFourTries()
    {
        var asked = 0;
        await using var server = new RawServer(Greeted(_ =>
        {
            asked++;
            return RawServer.Answer(200, "abcdefghij");
        }));
        using var connection = Connection(server);
        using var folder = new TemporaryFolder();
        var traffic = new Traffic();

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => new ModelCache(connection, folder.Path).Fetch(
            new ModelReference(Sha256Name.Of("0123456789"u8), 10), traffic, Patience.End));

        Assert.Equal(
            "The model cannot be fetched: its SHA-256 is not the one that the order names. Something in "
            + "between may have changed it.", fault.Message);
        Assert.Equal((4, 40), (asked, traffic.Down));
    }

    [Fact]
    public async Task AModelOfWhichNoMoreComesEndsTheOrder()
    {
        await using var server = new RawServer(Greeted(head =>
            head.Contains("Range: bytes=4-", StringComparison.Ordinal)
            ? "HTTP/1.1 206 So\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\nConnection: close\r\n\r\n"
            : RawServer.Answer(200, "0123", 10)));
        using var connection = Connection(server);
        using var folder = new TemporaryFolder();

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => new ModelCache(connection, folder.Path).Fetch(
            new ModelReference(Sha256Name.Of("0123456789"u8), 10), new Traffic(), Patience.End));

        Assert.StartsWith("The model cannot be fetched: only 4 of 10 bytes arrived.", fault.Message);
    }

    public void Dispose() => _key.Dispose();

    private static string Refusal(string sentence) =>
        Encoding.UTF8.GetString(RefusalDocument.Of(sentence).ToBytes());

    /// <summary>Answers hellos, each with the next epoch, and all else as told.</summary>
    private Func<string, string> Greeted(Func<string, string> answer) => head =>
    {
        if (!head.StartsWith($"GET {Paths.Hello} ", StringComparison.Ordinal))
        {
            return answer(head);
        }

        var hello = new HelloDocument(Protocol.Version, $"{++_greetings}", 0);
        return RawServer.Answer(200, Encoding.UTF8.GetString(WireJson.Write(hello, WireJson.Default.HelloDocument)));
    };

    private ServerConnection Connection(RawServer server) =>
        new(new ServerRoute(server.Address, ServerTrust.OfSystem), _key, new HastyClock(), _notes.Add);
}
