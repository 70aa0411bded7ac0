using System.Text.Json.Nodes;
using Mas.Learning;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>An operator who may read and submit, and wants the model of one hospital.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class ASubmitKeyTrainsNoSingleClient : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ItIsRefusedEveryWayToAModelOfOneClientAndAQuotaHoldsIt()
    {
        var policy = Path.Combine(_folder.Path, "policy.json");
        File.WriteAllText(policy, """{ "mostUnfinished": 2, "largestImageSize": 128 }""");
        using var fleet = new ServedFleet(Path.Combine(_folder.Path, "fleet"), "--policy", policy);
        await fleet.Until(_ => true);
        (JsonObject Recipe, string Fault)[] ways =
        [
            (new() { ["method"] = "standalone" }, "--method is standalone"),
            (new() { ["clientsPerRound"] = 1, ["quorum"] = 1 }, "--clients-per-round is 1; the server's owner allows at least"),
            (new() { ["quorum"] = 1 }, "--quorum is 1; the server's owner allows at least 2"),
            (new() { ["imageSize"] = 256 }, "--image-size is 256; the server's owner allows at most 128."),
        ];
        foreach (var (recipe, fault) in ways)
        {
            var refused = await Assert.ThrowsAsync<InputException>(() => fleet.Submit(Asked(recipe)));
            Assert.Contains(fault, refused.Message);
        }

        using var bob = fleet.Operator("bob", "read,submit,single");
        Assert.Equal("t1", await bob.Submit(Asked(ways[0].Recipe), Patience.End));
        Assert.Equal("t2", await bob.Submit(Asked(ways[1].Recipe), Patience.End));
        var full = await Assert.ThrowsAsync<InputException>(() => bob.Submit(Asked(new()), Patience.End));
        Assert.Contains("bob has 2 submissions that have not ended; the server's owner allows 2", full.Message);
        Assert.Equal("t3", await fleet.Submit(Asked(new())));
        await bob.Cancel("t1", Patience.End);
        Assert.Equal("t4", await bob.Submit(Asked(new()), Patience.End));
    }

    public void Dispose() => _folder.Dispose();

    private static SubmissionDocument Asked(JsonObject recipe) => new() { Tasks = "dk", Recipe = recipe };
}
