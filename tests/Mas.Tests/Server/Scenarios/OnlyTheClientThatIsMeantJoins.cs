using System.Text.Json;
using Mas.Commands;
using Mas.Server;
using Mas.Tests.Cli;
using Mas.Tests.Federation.Runs;
using Mas.Wire;

namespace Mas.Tests.Server.Scenarios;

/// <summary>Tokens in the wrong hands, and a device that was revoked and comes back.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public class OnlyTheClientThatIsMeantJoins(TinyRuns runs)
{
    [Fact]
    public async Task ATokenOfAnotherClientOrARevokedOneLetsNobodyIn()
    {
        var folder = runs["tokens"];
        await using var server = await FleetServer.Start(new FleetOptions { Directory = folder }, TimeProvider.System);
        string[] buildings =
        [
            .. Directory.EnumerateDirectories(Path.Combine(runs.Data, "rgb")).Select(path => Path.GetFileName(path)),
        ];
        var (first, second) = (Token(folder, buildings[0]), Token(folder, buildings[1]));

        var foreign = Device(server, buildings[1], first);
        Assert.Equal(ExitCode.BadInput, foreign.Code);
        Assert.Contains($"The token is not for {buildings[1]}; each is for one client", foreign.Error);

        var listed = JsonDocument.Parse(CommandRun.Of("token", "--fleet", folder, "--list", "--json").Out).RootElement;
        Assert.Equal(
            buildings.Take(2).Order(), listed.EnumerateArray().Select(each => each.GetProperty("client").GetString()));
        var id = listed.EnumerateArray().Single(each => each.GetProperty("client").GetString() == buildings[1])
            .GetProperty("id").GetString()!;
        Assert.Equal(ExitCode.Done, CommandRun.Of("token", "--fleet", folder, "--revoke", id).Code);
        var revoked = Device(server, buildings[1], second);
        Assert.Equal(ExitCode.BadInput, revoked.Code);
        Assert.Contains("The token is not known, or it has expired.", revoked.Error);

        using var meant = new SignedClient(server.Address);
        Assert.Equal((204, ""), await meant.Join(first, buildings[0]));
        var trail = await FleetOwner.Trail(folder, refusals: 2);
        Assert.Equal(2, trail.Count(entry => entry.Deed == "join" && entry.Outcome != "done"));
        Assert.Single(trail, entry => entry.Deed == "join" && entry.Who == buildings[0] && entry.Outcome == "done");
        Assert.Single(trail, entry => entry.Deed == "revoke-token" && entry.Subject == $"{buildings[1]} ({id})");
        Assert.DoesNotContain(trail, entry => $"{entry}".Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARevokedDeviceJoinsAgainOnlyOnceItIsAllowed()
    {
        var folder = runs["revoked"];
        await using var server = await FleetServer.Start(new FleetOptions { Directory = folder }, TimeProvider.System);
        using var device = new SignedClient(server.Address);
        Assert.Equal((204, ""), await device.Join(Token(folder, "castle"), "castle"));
        var (spare, other) = (Token(folder, "castle"), Token(folder, "cottage"));

        Assert.Equal(ExitCode.Done, MasProcess.Run("revoke", "castle", "--fleet", folder).Code);
        Assert.Equal(401, (await device.Send(HttpMethod.Get, Paths.Orders, [])).Status);

        const string Why = "This device or its client was revoked";
        using var heir = new SignedClient(server.Address);
        Assert.StartsWith(Why, (await device.Join(spare, "castle")).Sentence);
        Assert.StartsWith(Why, (await device.Join(other, "cottage")).Sentence);
        Assert.StartsWith(Why, (await heir.Join(spare, "castle")).Sentence);
        Assert.Contains(
            "its device was revoked", CommandRun.Of("token", "--fleet", folder, "--client", "castle").Error);

        Assert.Equal(ExitCode.Done, MasProcess.Run("revoke", "castle", "--allow", "--fleet", folder).Code);
        Assert.Equal((204, ""), await heir.Join(spare, "castle"));
    }

    private static string Token(string folder, string client)
    {
        var run = CommandRun.Of("token", "--fleet", folder, "--client", client);
        Assert.Equal(ExitCode.Done, run.Code);
        return run.Out.Trim();
    }

    private CommandRun Device(FleetServer server, string building, string token) => MasProcess.RunIn(
        [$"MAS_TOKEN={token}"], "device", "--server", server.Address.ToString(), "--data", runs.Data, "--building",
        building, "--tasks", "dk", "--min-battery", "0", "--folder", runs[$"{Guid.NewGuid():N}"]);
}
