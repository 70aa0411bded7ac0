using System.Globalization;
using Mas.Federation.Aggregation;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Planning;
using Mas.Federation.Runs;
using Mas.Learning;

namespace Mas.Tests.Federation.Runs;

/// <summary>Runs on data of which a third of the clients lacks each label.</summary>
public class PartialLabelsTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    private const int Clients = 6;
    private const int RowsEach = 150;

    /// <summary>Every method, and for the method of the house every rule.</summary>
    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var method in MethodCatalogue.Standard.Names)
            {
                ways.Add(method, AggregationCatalogue.Default.Name);
            }

            foreach (var rule in AggregationCatalogue.Standard.Names.Where(rule => rule != AggregationCatalogue.Default.Name))
            {
                ways.Add(MethodCatalogue.Standard.Names[0], rule);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void EveryMethodAndRuleFinishesOnTablesAndResumesToTheSameBits(string method, string rule)
    {
        var options = Table($"{method}-{rule}", partial: true) with { Method = method, Aggregation = rule };
        var undisturbed = TinyRuns.Start(options);
        var again = options with { Out = options.Out + "-interrupted" };
        TinyRuns.StartAndInterrupt(again, happened => happened is RoundFinished { Round: 3 });

        var resumed = TinyRuns.Resume(again, threads: 1);

        Assert.Equal(undisturbed.ModelSha256.OrderBy(model => model.Key), resumed.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(undisturbed.TestLoss.PerTask, resumed.TestLoss.PerTask);
        Assert.All(undisturbed.TestLoss.PerTask.Values, loss => Assert.InRange(loss!.Value, 0, 100));
        Assert.Equal((Clients, 4), (undisturbed.Labels!.Clients, undisturbed.Labels.ByTask["up"]));
        Assert.Equal(undisturbed.Notes, resumed.Notes);
        Assert.Contains(
            "Of 6 clients, not all have labels of every task: up at 4, sum at 4 and high at 4. Each decoder is averaged "
            + "over the clients with labels of its task.",
            undisturbed.Notes!);
    }

    [Fact]
    public void ARunOnTablesLearnsAlmostAsMuchAsWithAllLabels()
    {
        RunOptions Long(string name, bool partial) => Table(name, partial) with
        {
            Method = "all-in-one",
            Rounds = 12,
            LocalEpochs = 2,
            LearningRate = 0.05,
            ClientsPerRound = Clients,
        };
        var partial = TinyRuns.Start(Long("some-labels", partial: true));
        var whole = TinyRuns.Start(Long("all-labels", partial: false));

        foreach (var (task, loss) in partial.TestLoss.PerTask)
        {
            Assert.True(loss < 0.5 * partial.ConstantTestLoss!.PerTask[task], $"{task}: {loss}");
            Assert.True(loss < 2 * whole.TestLoss.PerTask[task], $"{task}: {loss} of {whole.TestLoss.PerTask[task]}");
        }

        Assert.False(whole.Labels!.ArePartial);
        Assert.DoesNotContain(whole.Notes!, note => note.Contains("labels", StringComparison.Ordinal));
    }

    [Fact]
    public void ARunOnPicturesDrawsWhoHasLabelsAveragesEachDecoderOverThemAndMeasuresEveryPair()
    {
        var data = PartialRooms.Write(runs["some-maps"]);
        var options = PartialRooms.Of(runs.Options("pictures"), data) with { Groups = 3 };
        var history = History(options, TinyRuns.Start(options));

        foreach (var (task, mark) in PartialRooms.Tasks.Index())
        {
            var without = PartialRooms.Without(data, task);
            Assert.Equal(2, without.Length);
            Assert.All(
                history.Stage($"dnk.{mark}")!.Rounds.SelectMany(round => round.Clients),
                client => Assert.DoesNotContain(client.Client, without));
            Assert.All(
                history.Stage("dnk")!.Rounds.SelectMany(round => round.Clients),
                client => Assert.Equal(
                    without.Contains(client.Client) ? 0 : client.Samples, client.Labelled![$"{mark}"]));
            Assert.All(
                history.Stage("dnk")!.Rounds.SelectMany(round => round.Clients).Where(
                    client => without.Contains(client.Client)),
                client => Assert.Equal((null, 0), (client.Losses[$"{mark}"], client.Measured![$"{mark}"])));
        }

        Assert.Contains(history.Stage("dnk")!.Rounds, round => round.Clients.Count == 4);
        Assert.Null(history.Split!.CountedAsZero);
        Assert.Equal(new Dictionary<string, int> { ["d"] = 4, ["n"] = 4, ["k"] = 4 }, history.Started!.Labels!.ByTask);
    }

    [Fact]
    public void APairThatNoClientCanMeasureIsUnknownAndTheGroupingSaysHowItCounts()
    {
        var options = Table("no-pair", partial: true, lacks: (client, target) => client % 2 == 0 ? target == 0 : target == 1);
        var history = History(options, TinyRuns.Start(options));
        var file = AffinityFile.Read(Path.Combine(options.Out!, AffinityFile.FileName));

        Assert.Equal([["up", "sum"], ["sum", "up"]], history.Split!.CountedAsZero!);
        Assert.Null(file.Affinity[0][1]);
        Assert.Null(file.Affinity[1][0]);
        Assert.NotNull(file.Affinity[0][2]);
        Assert.All(file.History!, round => Assert.Null(round.Affinity[0][1]));
    }

    [Fact]
    public void WhereNoClientHasLabelsOfATaskTheRunNamesItAndWritesNothing()
    {
        var data = PartialRooms.Write(runs["no-normals"], partial: false);
        var building = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(data, "normal")).Order().First());
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(data, "normal")).Order().Skip(1))
        {
            Directory.Delete(folder, recursive: true);
        }

        // The only building with normals has nothing to train on.
        var views = Directory.EnumerateFiles(Path.Combine(data, "rgb", building))
            .Select(file => string.Join('_', Path.GetFileName(file).Split('_').Take(4)));
        File.WriteAllText(
            Path.Combine(data, "dataset.json"),
            $$"""{ "split": { "buildings": { "{{building}}": { "test": ["{{string.Join("\",\"", views)}}"] } } } }""");
        var options = PartialRooms.Of(runs.Options("unlabelled"), data);

        var fault = Assert.Throws<InputException>(() => TinyRuns.Start(options));

        Assert.Equal(
            $"{data}: no client has training labels of surface normals; expected at least one, or run without this task.",
            fault.Message);
        Assert.False(Directory.Exists(options.Out));
    }

    [Fact]
    public void APlanCountsWhatClientsWithoutSomeLabelsTrain()
    {
        var data = PartialRooms.Write(runs["planned-maps"]);
        var options = PartialRooms.Of(runs.Options("planned"), data) with { Method = "all-in-one", ProbeEvery = 1 };
        var result = TinyRuns.Start(options);
        using var opened = RunData.Open(options, null, CancellationToken.None);

        var plan = new Planner(Planner.ClientsOf(opened), new StepCounts()).Plan("run", options);

        Assert.Equal(result.Cost.TrainFlops, Assert.Single(plan.Draws).Sum(stage => stage.Flops));
    }

    private static RunHistory History(RunOptions options, ResultFile result)
    {
        Assert.All(result.TestLoss.PerTask.Values, loss => Assert.NotNull(loss));
        return RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));
    }

    /// <summary>
    /// A table of two numbers and what follows from them: up to noise their difference, their sum, and whether that is
    /// positive. Client i lacks target i mod 3, unless another rule says who lacks what.
    /// </summary>
    private RunOptions Table(string name, bool partial, Func<int, int, bool>? lacks = null)
    {
        var random = new Random(3);
        var lines = new List<string> { "station,a,b,up,sum,high" };
        for (var row = 0; row < Clients * RowsEach; row++)
        {
            var client = row % Clients;
            var (a, b) = ((random.NextDouble() * 2) - 1, (random.NextDouble() * 2) - 1);
            string[] targets = [Number(a - b), Number(a + b), a + b > 0 ? "yes" : "no"];
            var cells = targets.Select((target, place) =>
                partial && (lacks?.Invoke(client, place) ?? client % 3 == place) ? "" : target);
            lines.Add($"s{client},{Number(a)},{Number(b)},{string.Join(',', cells)}");
        }

        var file = runs[$"{name}.csv"];
        File.WriteAllLines(file, lines);
        return TestCatalogue.Options with
        {
            Data = file,
            Client = "station",
            Targets = "up:regression,sum:regression,high:class",
            Encoder = "mlp",
            Groups = 2,
            Rounds = 4,
            MergeRounds = 2,
            ClientsPerRound = 4,
            Batch = 16,
            LearningRate = 0.02,
            Threads = 2,
            Out = runs[name],
        };

        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
