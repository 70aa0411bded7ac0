using System.Net.Http.Headers;
using System.Text.Json;
using Mas.Commands;
using Mas.Server;
using Mas.Server.Security;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>A key that was lost long ago is found by a stranger.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class AnOldKeyIsRefused
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task AKeyEndsWhenItExpiresAndWhenTheOverlapOfItsRotationDoes()
    {
        using var folder = _folder;
        var longAgo = new FleetAccess(folder.Path, null, new OffsetClock(TimeSpan.FromDays(-400)));
        var expired = await longAgo.CreateKey("ann", [OperatorScope.Read]);
        await using var server = await FleetServer.Start(
            new FleetOptions { Directory = folder.Path }, TimeProvider.System);

        var (status, sentence) = await Ask(server, expired);
        Assert.Equal(401, status);
        Assert.StartsWith("The key of ann expired on ", sentence);

        var second = Key("--name", "ann", "--rotate");
        Assert.Equal(401, (await Ask(server, expired)).Status);
        Assert.Equal(200, (await Ask(server, second)).Status);

        var third = Key("--name", "ann", "--rotate", "--overlap", "1");
        Assert.Equal((200, 200), ((await Ask(server, second)).Status, (await Ask(server, third)).Status));
        var fourth = Key("--name", "ann", "--rotate", "--overlap", "0");
        Assert.Equal((401, 401), ((await Ask(server, second)).Status, (await Ask(server, third)).Status));
        Assert.Equal(200, (await Ask(server, fourth)).Status);

        await Patience.Until(() => Listed().GetProperty("lastUsed").ValueKind == JsonValueKind.String);
        Assert.Equal("ann", Listed().GetProperty("name").GetString());
        Assert.Equal("read", Listed().GetProperty("scopes")[0].GetString());
        Assert.InRange(
            Listed().GetProperty("expires").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(364),
            TimeSpan.FromDays(366));
        Assert.DoesNotContain(OperatorKeys.Digest(fourth), $"{Listed()}");
        Assert.Equal(ExitCode.Done, MasProcess.Run("key", "--fleet", folder.Path, "--name", "ann", "--revoke").Code);
        Assert.Equal(401, (await Ask(server, fourth)).Status);
    }

    private string Key(params IEnumerable<string> arguments) =>
        Said(MasProcess.Run(["key", "--fleet", _folder.Path, .. arguments]));

    private JsonElement Listed() =>
        JsonDocument.Parse(Said(CommandRun.Of("key", "--fleet", _folder.Path, "--list", "--json"))).RootElement[0];

    private static string Said(CommandRun run)
    {
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        return run.Out.Trim();
    }

    private static async Task<(int Status, string Sentence)> Ask(FleetServer server, string key)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync(Paths.Fleet);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? "" : RefusalDocument.Parse(bytes).Title);
    }

    private sealed class OffsetClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
    }
}
