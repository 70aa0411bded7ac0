using Mas.Engine.Checkpoints;
using Mas.Engine.Parameters;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Examples;
using Mas.Learning.Training;
using Mas.Reports.Stories;

namespace Mas.Tests.Federation.Rounds;

/// <summary>What is asked of clients, and what becomes of what they send.</summary>
public sealed class RoundTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("fault", "The loss of task 'd' is NaN in step 3.")]
    [InlineData("loss", "The loss of task 'k' is Infinity; it must be finite.")]
    [InlineData("value", "The tensor 'encoder.stem.conv1.weight' holds a value that is not finite.")]
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
        Assert.Equal(((1.0 * 1) + (5.0 * 5)) / 6, round.TrainLoss["d"]!.Value, 1e-12);
        Assert.Equal(3 * SafetensorsFile.Length(model.Layout), round.Cost.BytesDown);
        Assert.Equal(2 * SafetensorsFile.Length(model.Layout), round.Cost.BytesUp);
    }

    [Fact]
    public async Task ATrainingLossIsAMeanOverWhatClientsMeasured()
    {
        var clients = new FakeClients("ash", "birch", "cedar")
        {
            Spoil = (order, update) => update with
            {
                Losses = order.Client switch
                {
                    "ash" => [new(3, 100), MeanLoss.None],
                    "birch" => [MeanLoss.None, MeanLoss.None],
                    _ => [new(7, 300), MeanLoss.None],
                },
            },
        };

        var history = await clients.Run(Options with { Rounds = 1 });

        var round = Assert.Single(history.Stage("dk")!.Rounds);
        Assert.Equal(6, round.TrainLoss["d"]!.Value, 1e-12);
        Assert.Equal(400, round.Measured!["d"]);
        Assert.Null(round.TrainLoss["k"]);
        Assert.Equal(0, round.Measured["k"]);
        Assert.Null(round.Clients[1].Losses["d"]);
        Assert.Equal(MeanLoss.None, round.Clients[1].Loss("d"));
        Assert.Equal(
            "No training example has a target for 2D keypoints, so there was nothing to learn from.",
            Assert.Single(history.Notes));
        Assert.Empty(new RunStory(Options with { Rounds = 1 }, history, TestCatalogue.Runs).History.TrainLosses("k"));
    }

    [Fact]
    public async Task ARoundWithoutAValidUpdateStopsTheRunWhichCanGoOn()
    {
        var expected = await new FakeClients("ash", "birch").Run(Options with { Out = _folder["good"] });
        var failing = new FakeClients("ash", "birch")
        {
            Spoil = (order, update) => order.Round == 2 ? Harmed(update, "fault") : update,
        };

        var failure = await Assert.ThrowsAsync<TooFewUpdatesException>(() => failing.Run(Options));
        Assert.Equal(
            "Round 2 of stage dk has no valid update: The loss of task 'd' is NaN in step 3. The same options would diverge "
            + $"again; start a new run with a --learning-rate below {Options.LearningRate}.", failure.Message);
        Assert.True(failure.HasDiverged);
        var history = await new FakeClients("ash", "birch").Run(Options);

        Assert.Equal(2, history.Warnings.Count);
        Assert.Single(history.Resumptions);
        Assert.Equal(expected.Stage("dk")!.Finished!.Sha256, history.Stage("dk")!.Finished!.Sha256);
        Assert.Equal([1, 2, 3], history.Events.OfType<RoundFinished>().Select(round => round.Round));
    }

    [Fact]
    public async Task ARoundBelowItsQuorumStopsTheRunWhichCanGoOn()
    {
        var options = Options with { Quorum = 2 };
        var failing = new FakeClients("ash", "birch", "cedar")
        {
            Spoil = (order, update) => order is { Round: 2, Client: not "cedar" } ? Harmed(update, "fault") : update,
        };

        var failure = await Assert.ThrowsAsync<TooFewUpdatesException>(() => failing.Run(options));
        Assert.Equal(
            "Round 2 of stage dk has 1 valid updates of the 2 that --quorum asks for: "
            + "The loss of task 'd' is NaN in step 3. The same options would diverge again; start a new run with a "
            + $"--learning-rate below {options.LearningRate}.",
            failure.Message);
        var history = await new FakeClients("ash", "birch", "cedar").Run(options);

        Assert.Equal([1, 2, 3], history.Events.OfType<RoundFinished>().Select(round => round.Round));
        var alone = await Assert.ThrowsAsync<TooFewUpdatesException>(
            () => new FakeClients("ash").Run(options with { Out = _folder["alone"] }));
        Assert.EndsWith("clients to ask: 1.", alone.Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public async Task NormsAreFrozenAfterTheRoundAskedForWhateverTheStage(int after, int frozenRounds)
    {
        var clients = new FakeClients("ash", "birch");

        await clients.Run(Options with { Method = "one-by-one", FreezeNormsAfter = after });

        Assert.Equal(3, clients.Asked.Max(asked => asked.Order.Round));
        Assert.Equal(
            Enumerable.Range(4 - frozenRounds, frozenRounds),
            clients.Asked.Where(asked => asked.Order.Settings.FreezesNorms).Select(asked => asked.Order.Round).Distinct().Order());
        Assert.All(clients.Asked, asked => Assert.Equal(after > 0 && asked.Order.Round > after, asked.Order.Settings.FreezesNorms));
    }

    [Fact]
    public async Task ReservesThatNobodyNeedsChangeNothing()
    {
        var options = Options with { ClientsPerRound = 2 };
        var plain = await new FakeClients(Trees).Run(options);
        var clients = new FakeClients(Trees);

        var reserved = await clients.Run(options with { OverSelect = 2, Out = _folder["reserved"] });

        Assert.Equal(plain.Stage("dk")!.Finished!.Sha256, reserved.Stage("dk")!.Finished!.Sha256);
        Assert.Equal(6, clients.Asked.Count);
    }

    [Fact]
    public async Task ReservesStandInForThoseWhoFailInTheOrderOfTheDraw()
    {
        var options = Options with { Rounds = 1, ClientsPerRound = 2, OverSelect = 3 };
        var chosen = (await new FakeClients(Trees).Run(options)).Stage("dk")!.Rounds[0].Clients;
        var clients = new FakeClients(Trees)
        {
            Spoil = (order, update) => order.Client == chosen[0].Client ? Harmed(update, "loss") : update,
        };

        var round = (await clients.Run(options with { Out = _folder["spoilt"] })).Stage("dk")!.Rounds[0];

        var stage = new Stage("dk", options.TaskSet(), 1, 1, null, Probes: false);
        var reserves = RoundRule.Reserves(
            options, stage, Trees, RoundRule.SeedOf(new Mas.Engine.Randomness.Seed(options.Seed), stage, 1));
        Assert.Equal(3, reserves.Count);
        Assert.Equal(
            new[] { chosen[0].Client, chosen[1].Client, reserves[0] }.Order(),
            round.Clients.Select(client => client.Client));
        Assert.Equal(
            new[] { chosen[1].Client, reserves[0] }.Order(),
            round.Clients.Where(client => client.Fault is null).Select(client => client.Client));
        Assert.Equal(3, clients.Asked.Count);
    }

    [Fact]
    public async Task WhereAnswersRaceTheFirstCountAndTheOthersAreToldThatTheyAreNotNeeded()
    {
        var options = Options with { Rounds = 1, ClientsPerRound = 2, OverSelect = 3 };
        var clients = new FakeClients(Trees)
        {
            AnswersRace = true,
            Pause = (order, enough) => order.Client is "ash" or "fir"
                ? Task.CompletedTask
                : Task.Delay(Timeout.Infinite, enough).ContinueWith(_ => { }, TaskScheduler.Default),
        };

        var history = await clients.Run(options);

        var round = history.Stage("dk")!.Rounds[0];
        Assert.Equal(Trees, round.Clients.Select(client => client.Client));
        Assert.Equal(
            [null, RoundCollection.Spare, RoundCollection.Spare, RoundCollection.Spare, null],
            round.Clients.Select(client => client.Fault));
        Assert.Empty(history.Warnings);
        using var model = FakeClients.Model(options, round);
        Assert.Equal(
            Bits.Of([.. clients.Asked[0].Model.Select(value =>
                (float)(((clients.Move("ash", value) * 1.0) + (clients.Move("fir", value) * 9.0)) / 10))]),
            Bits.Of(model.Values));
    }

    [Fact]
    public async Task WeightsOnADiskTakeTheMemoryOfTwoClientsHoweverManyThereAre()
    {
        var names = Enumerable.Range(0, 64).Select(number => $"client {number:D2}").ToArray();
        var options = Options with { Rounds = 1, ClientsPerRound = names.Length };
        var held = await new FakeClients(names).Run(options);
        var (alive, most) = (new List<NamedTensors>(), 0);
        var clients = new FakeClients(names)
        {
            Keep = (_, weights) => () =>
            {
                lock (alive)
                {
                    alive.RemoveAll(IsFreed);
                    alive.Add(weights.Clone());
                    most = Math.Max(most, alive.Count);
                    return alive[^1];
                }
            },
        };

        var read = await clients.Run(options with { Out = _folder["read"] });

        Assert.Equal(held.Stage("dk")!.Finished!.Sha256, read.Stage("dk")!.Finished!.Sha256);
        Assert.InRange(most, 1, 2);
        Assert.All(alive, weights => Assert.True(IsFreed(weights)));
    }

    [Fact]
    public async Task AnOrderSaysAmongHowFewADecoderThatTheClientTrainsMayBeAveraged()
    {
        var clients = new FakeClients("ash", "birch", "cedar")
        {
            Labels = (client, task) => task == "d" || client != "ash",
        };

        await clients.Run(Options with { Rounds = 1, ClientsPerRound = 3, Quorum = 3 });

        Assert.Equal(
            [("ash", new Cohort(3, 3)), ("birch", new Cohort(2, 2)), ("cedar", new Cohort(2, 2))],
            clients.Asked.Select(asked => (asked.Order.Client, asked.Order.Cohort)));
    }

    [Fact]
    public async Task AnOrderSaysAllAClientMustKnow()
    {
        var clients = new FakeClients("ash", "birch");
        await clients.Run(
            Options with { ProbeEvery = 7, ProbeRounds = 2, Momentum = 0.5, WeightDecay = 0.25, ClipNorm = 0.75 });

        Assert.Equal(6, clients.Asked.Count);
        Assert.All(clients.Asked, asked => Assert.Equal(0.75, asked.Order.Settings.ClipNorm));
        Assert.All(clients.Asked, asked => Assert.Equal(
            ("dk", "dk", "xception-quarter", 0.5, 0.25, FieldShape.Square(32, 3), 2, 3),
            (asked.Order.Stage, Stage.LettersOf(asked.Order.Tasks), asked.Order.Settings.Encoder, asked.Order.Settings.Momentum,
                asked.Order.Settings.WeightDecay, asked.Order.Settings.Input, asked.Order.Settings.LocalEpochs, asked.Order.Settings.BatchSize)));
        Assert.All(clients.Asked, asked => Assert.Equal(new Cohort(2, 1), asked.Order.Cohort));
        Assert.Equal(["ash1", "birch1", "ash2", "birch2", "ash3", "birch3"],
            clients.Asked.Select(asked => asked.Order.Client + asked.Order.Round));
        Assert.Equal([7, 7, 7, 7, 0, 0], clients.Asked.Select(asked => asked.Order.Settings.ProbeEvery));
        Assert.Equal(6, clients.Asked.Select(asked => asked.Order.Seed).Distinct().Count());
        foreach (var round in clients.Asked.GroupBy(asked => asked.Order.Round))
        {
            Assert.Equal(Bits.Of(round.First().Model), Bits.Of(round.Last().Model));
        }
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
            "One of its affinities is not finite, or larger than any that can be measured. It is left out; the "
            + "client's model counts.",
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

    private static string[] Trees => ["ash", "birch", "cedar", "elm", "fir"];

    private static bool IsFreed(NamedTensors weights)
    {
        try
        {
            return weights.Values.IsEmpty;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private RunOptions Options => TestCatalogue.Options with
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
                    Losses = [new(double.NaN, 1), new(1, 1)],
                    Fault = "The loss of task 'd' is NaN in step 3.",
                };
            case "loss":
                return update with { Losses = [new(1, 1), new(double.PositiveInfinity, 1)] };
            default:
                update.Parameters!["encoder.stem.conv1.weight"][17] = float.NaN;
                return update;
        }
    }
}
