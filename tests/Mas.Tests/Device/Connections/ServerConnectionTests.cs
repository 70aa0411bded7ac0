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

        for (int request = 0; request < 2; request++)
            (await connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End)).Dispose();

        Assert.Equal([$"{server.Address} answers 503. Asking again.", $"{server.Address} answers again."], _notes);
    }

    [Fact]
    public async Task OnlyASentenceOfTheServersIsARefusal()
    {
        var answers = new Queue<string>(
        [
            RawServer.Answer(302, ""), RawServer.Answer(404, "<html>"), RawServer.Answer(408, ""),
            RawServer.Answer(429, "{\"title\":\"\\u001b[2J\"}"), RawServer.Answer(503, Refusal("Away.")),
            RawServer.Answer(401, ""), RawServer.Answer(401, ""), RawServer.Answer(409, Refusal("Another one.")),
        ]);
        await using var server = new RawServer(Greeted(_ => answers.Dequeue()));
        using var connection = Connection(server);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => connection.Send(HttpMethod.Get, Paths.Orders, [], Patience.End));

        Assert.Equal((HttpStatusCode.Conflict, "Another one."), (refused.Status, refused.Message));
        Assert.Empty(answers);
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

        await connection.SendFile("/w", folder["weights"], digest, Patience.End);

        string[] expected =
            ["PUT /w", "GET /w", $"PUT /w?from=5&sha256={digest}", "GET /w", $"PUT /w?from=9&sha256={digest}"];
        Assert.Equal(expected, heads);
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

        var path = await new ModelCache(connection, folder.Path).Fetch(model, Patience.End);

        Assert.Equal(Whole, File.ReadAllText(path));
        Assert.Equal([false, true, false], ranges);
    }

    public void Dispose() => _key.Dispose();

    private static string Refusal(string sentence) =>
        Encoding.UTF8.GetString(RefusalDocument.Of(sentence).ToBytes());

    /// <summary>Answers hellos, each with the next epoch, and all else as told.</summary>
    private Func<string, string> Greeted(Func<string, string> answer) => head =>
    {
        if (!head.StartsWith($"GET {Paths.Hello} ", StringComparison.Ordinal))
            return answer(head);
        var hello = new HelloDocument(Protocol.Version, $"{++_greetings}", 0);
        return RawServer.Answer(200, Encoding.UTF8.GetString(WireJson.Write(hello, WireJson.Default.HelloDocument)));
    };

    private ServerConnection Connection(RawServer server) =>
        new(new ServerRoute(server.Address, ServerTrust.OfSystem), _key, new HastyClock()) { Note = _notes.Add };
}
