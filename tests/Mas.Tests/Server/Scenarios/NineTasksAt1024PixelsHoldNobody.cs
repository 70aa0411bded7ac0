using System.Text.Json.Nodes;
using Mas.Tests.Cli;
using Mas.Tests.Federation;
using Mas.Wire.Documents;

namespace Mas.Tests.Server.Scenarios;

/// <summary>The largest recipe there is, against a server that used to try it out.</summary>
[Trait("Kind", "Process")]
[Collection(ProcessCollection.Name)]
public sealed class NineTasksAt1024PixelsHoldNobody : IDisposable
{
    private static readonly StatementDocument Modest = new()
    {
        MemoryBytes = 2L << 30,
        Cores = 2,
        OperationsPerSecond = 1e12,
        OnBattery = false,
        Metered = false,
        SecondsADay = 0,
        JoulesADay = 0,
        BytesADay = 0,
        Rests = null,
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task TheServerSaysWhoLacksMemoryAndTheQueueGoesOn()
    {
        using var fleet = new ServedFleet(_folder.Path, "--devices", "2", "--window", "0");
        using var castle = await fleet.Join("castle", "sdnkterca", Modest);
        using var cottage = await fleet.Join("cottage", "sdnkterca", Modest);

        var large = await fleet.Submit(new SubmissionDocument
        {
            Tasks = "sdnkterca",
            Recipe = new JsonObject
            {
                ["imageSize"] = 1024,
                ["encoder"] = "resnet-18",
                ["batch"] = 1024,
                ["method"] = "pcgrad",
            },
        });
        var small = await fleet.Submit(new SubmissionDocument
        {
            Tasks = "dk",
            Recipe = new JsonObject { ["imageSize"] = 32, ["batch"] = 4 },
        });
        var status = await fleet.Until(
            now => now.Submissions.Single(each => each.Id == small).State == QueueState.Training);

        var waiting = status.Submissions.Single(each => each.Id == large);
        Assert.Equal(QueueState.Waiting, waiting.State);
        Assert.Contains("castle is left out. An order of sdnkterca takes ", waiting.Why);
        Assert.Contains("cottage is left out.", waiting.Why);
        Assert.Contains(" of memory, and the device has 2.15 GB.", waiting.Why);

        // Whoever asks again and again costs no more.
        for (var size = 512; size < 1024; size += 16)
        {
            await fleet.Submit(new SubmissionDocument
            {
                Tasks = "sdnkterca",
                Recipe = new JsonObject { ["imageSize"] = size, ["encoder"] = "resnet-18", ["batch"] = size },
            });
        }

        status = await fleet.Until(now => now.Submissions.Count == 34);
        Assert.All(status.Submissions.Where(each => each.Id != small), each => Assert.Contains(" of memory", each.Why));
    }

    public void Dispose() => _folder.Dispose();
}
