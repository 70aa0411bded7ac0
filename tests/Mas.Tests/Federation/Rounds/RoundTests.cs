using Mas.Engine.Checkpoints;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Rounds;

/// <summary>What is asked of clients, and what becomes of what they send.</summary>
public sealed class RoundTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("fault", "The loss of task 'd' is NaN in step 3.")]
    [InlineData("loss", "The loss of task 'k' is Infinity, which is no finite number.")]
    [InlineData("value", "The tensor 'encoder.stem.conv1.weight' holds a value that is no finite number.")]
    public async Task AClientWithNaNIsLeftOutAndTheOthersAverageToTheBit(string harm, string expected)
    {
        var options = Options with { Rounds = 1 };
        var clients = new FakeClients("ash", "birch", "cedar")
        {
            Spoil = (order, update) => order.Client == "birch" ? Harmed(update, harm) : update,
        };

        var history = await clients.Run(options);

        var round = Assert.Single(history.Stage("dk")!.Rounds);
        using var model = FakeClients.Model(options, round);
        var start = clients.Asked[0].Model;
        float[] mean =
        [
            .. start.Select(value =>
                (float)(((clients.Move("ash", value) * 1.0) + (clients.Move("cedar", value) * 5.0)) / 6)),
        ];
        Assert.Equal(Bits.Of(mean), Bits.Of(model.Values));
        var warning = Assert.Single(history.Warnings);
        Assert.Equal(("dk", 1, "birch"), (warning.Stage, warning.Round!.Value, warning.Client));
        Assert.Equal($"{expected} The client is left out of the round.", warning.Text);
        Assert.EndsWith("left out of the round. (dk, round 1, birch)", warning.Sentence);
        Assert.Equal([null, expected, null], round.Clients.Select(client => client.Fault));
        Assert.Equal(((1.0 * 1) + (5.0 * 5)) / 6, round.TrainLoss["d"], 1e-12);
        Assert.Equal(3 * SafetensorsFile.Length(model.Layout), round.Cost.BytesDown);
        Assert.Equal(2 * SafetensorsFile.Length(model.Layout), round.Cost.BytesUp);
    }

    [Fact]
    public async Task ARoundWithoutAValidUpdateStopsTheRunWhichCanGoOn()
    {
        var expected = await new FakeClients("ash", "birch").Run(Options with { Out = _folder["good"] });
        var failing = new FakeClients("ash", "birch")
        {
            Spoil = (order, update) => order.Round == 2 ? Harmed(update, "fault") : update,
        };

        var failure = await Assert.ThrowsAsync<NoValidUpdateException>(() => failing.Run(Options));
        Assert.Equal(
            "Round 2 of stage dk has no valid update: The loss of task 'd' is NaN in step 3.", failure.Message);
        var history = await new FakeClients("ash", "birch").Run(Options);

        Assert.Equal(2, history.Warnings.Count);
        Assert.Single(history.Resumptions);
        Assert.Equal(expected.Stage("dk")!.Finished!.Sha256, history.Stage("dk")!.Finished!.Sha256);
        Assert.Equal([1, 2, 3], history.Events.OfType<RoundFinished>().Select(round => round.Round));
    }

    [Fact]
    public async Task AnOrderSaysAllAClientMustKnow()
    {
        var clients = new FakeClients("ash", "birch");
        await clients.Run(Options with { ProbeEvery = 7, ProbeRounds = 2, Momentum = 0.5, WeightDecay = 0.25 });

        Assert.Equal(6, clients.Asked.Count);
        Assert.All(clients.Asked, asked => Assert.Equal(
            ("dk", "dk", "xception-quarter", 0.5, 0.25, 32, 2, 3),
            (asked.Order.Stage, asked.Order.Tasks, asked.Order.Encoder, asked.Order.Momentum, asked.Order.WeightDecay,
                asked.Order.ImageSize, asked.Order.LocalEpochs, asked.Order.BatchSize)));
        Assert.Equal(["ash1", "birch1", "ash2", "birch2", "ash3", "birch3"],
            clients.Asked.Select(asked => asked.Order.Client + asked.Order.Round));
        Assert.Equal([7, 7, 7, 7, 0, 0], clients.Asked.Select(asked => asked.Order.ProbeEvery));
        Assert.Equal(6, clients.Asked.Select(asked => asked.Order.Seed).Distinct().Count());
        foreach (var round in clients.Asked.GroupBy(asked => asked.Order.Round))
            Assert.Equal(Bits.Of(round.First().Model), Bits.Of(round.Last().Model));
    }

    [Fact]
    public async Task TheJournalKeepsWhatEachClientThatCountsMeasured()
    {
        var clients = new FakeClients("ash", "birch", "cedar")
        {
            Affinity = (i, j) => i == 'd' ? 1 / 3.0 : -0.1,
            Spoil = (order, update) => order.Client switch
            {
                "ash" when order.Round == 1 => update with { Affinity = [[0, 0.1 + 0.2], [1 / 7.0, 0]], Probes = 2 },
                "birch" => Harmed(update, "value"),
                _ => update,
            },
        };

        var history = await clients.Run(Options with { Rounds = 2, Method = "merge-and-split", MergeRounds = 1 });

        var round = history.Affinity("dk", 1).Rounds[1];
        Assert.Equal([("ash", 2), ("cedar", 1)], round.Clients!.Select(client => (client.Client, client.Probes)));
        Assert.Equal([0.1 + 0.2, 1 / 3.0], round.Clients!.Select(client => client.Matrix[0][1]));
        Assert.Equal([1 / 7.0, -0.1], round.Clients!.Select(client => client.Matrix[1][0]));
        Assert.Equal((0.1 + 0.2 + (1 / 3.0)) / 2, round.Mean[0][1]);
    }

    [Fact]
    public async Task AClientWhoseAffinitiesAreNoneCountsInTheModelAlone()
    {
        var clients = new FakeClients("ash", "birch")
        {
            Affinity = (_, _) => 0.5,
            Spoil = (order, update) => order.Client == "birch"
                ? update with { Affinity = order.Round == 1 ? [[0, double.MaxValue], [1, 0]] : [[0, 0, 0]] }
                : update,
        };

        var history = await clients.Run(Options with { Method = "merge-and-split", MergeRounds = 1 });

        var round = history.Stage("dk")!.Rounds[0];
        Assert.Equal(["ash"], round.Affinity!.Clients!.Select(client => client.Client));
        Assert.Equal([null, null], round.Clients.Select(client => client.Fault));
        Assert.Equal(0.5, history.Split!.Affinity[0][1]);
        var warning = Assert.Single(history.Warnings);
        Assert.Equal(("dk", 1, "birch"), (warning.Stage, warning.Round!.Value, warning.Client));
        Assert.Equal(
            "Of the affinities it measured, one is no number or too large to be one. It is left out; the client's model "
            + "counts.",
            warning.Text);
    }

    [Fact]
    public async Task TheRateFallsByThePolySchedule()
    {
        var history = await new FakeClients("ash").Run(Options with { Rounds = 5, LearningRate = 0.2 });

        Assert.Equal(
            Enumerable.Range(0, 5).Select(round => 0.2 * Math.Pow(1 - (round / 5.0), 0.9)),
            history.Stage("dk")!.Rounds.Select(round => round.LearningRate));
    }

    public void Dispose() => _folder.Dispose();

    private RunOptions Options => new()
    {
        Tasks = "dk",
        Method = "all-in-one",
        Rounds = 3,
        Batch = 3,
        LocalEpochs = 2,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    private static Update Harmed(Update update, string harm)
    {
        switch (harm)
        {
            case "fault":
                update.Parameters!.Dispose();
                return update with
                {
                    Parameters = null,
                    Losses = [double.NaN, 1],
                    Fault = "The loss of task 'd' is NaN in step 3.",
                };
            case "loss":
                return update with { Losses = [1, double.PositiveInfinity] };
            default:
                update.Parameters!["encoder.stem.conv1.weight"][17] = float.NaN;
                return update;
        }
    }
}
