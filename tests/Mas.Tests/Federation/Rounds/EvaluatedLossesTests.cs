using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Rounds;

public sealed class EvaluatedLossesTests
{
    private static readonly IReadOnlyList<LearningTask> _tasks = TestCatalogue.Learning.TaskSet("dk");
    private static readonly RunOptions _options = TestCatalogue.Options with { Tasks = "dk", ClientsPerRound = 4, Quorum = 1 };

    [Fact]
    public void ClientsWeighByThePixelsTheyMeasured()
    {
        var found = Over(
            new("ash", [new(1, 100), new(2, 400)], 4), new("birch", [new(5, 300), MeanLoss.None], 400),
            new("cedar", [MeanLoss.None, new(3, 100)], 1));

        Assert.Equal(new MeanLoss(4, 400), found.Losses["d"]);
        Assert.Equal(new MeanLoss(2.2, 500), found.Losses["k"]);
        Assert.Equal(405, found.Views);
        Assert.Empty(found.Warnings);
        Assert.Empty(found.Withheld);
    }

    [Fact]
    public void WhereNoClientMeasuresThereIsNoLossAndNothingToWarnOf()
    {
        var found = Over(new("ash", [MeanLoss.None, new(0.1, 7)], 4), new("birch", [MeanLoss.None, MeanLoss.None], 0));

        Assert.Null(found.Losses["d"].Value);
        Assert.Equal(new MeanLoss(0.1, 7), found.Losses["k"]);
        Assert.Empty(found.Warnings);
        Assert.Null(Over().Losses["d"].Value);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ALossThatIsNotFiniteIsLeftOutOfTheMeanWithAWarning(double loss)
    {
        var found = Over(
            new("ash", [new(loss, 100), new(2, 400)], 4), new("birch", [new(5, 300), new(1, 400)], 4),
            new("cedar", [new(5, 300), new(3, 400)], 4));

        Assert.Equal(new MeanLoss(5, 600), found.Losses["d"]);
        Assert.Equal(new MeanLoss(2, 1200), found.Losses["k"]);
        Assert.Equal("the loss of depth is not finite for 1 of 3 clients (ash); the mean is that of the others.", Assert.Single(found.Warnings));
        Assert.Empty(found.Withheld);
    }

    [Fact]
    public void WhereAModelHasDivergedTheOneClientThatSaysOtherwiseIsNotTheResult()
    {
        var found = Over(
            new("ash", [new(double.NaN, 100), new(2, 1)], 4), new("birch", [new(0.1, 300), new(2, 1)], 4),
            new("cedar", [new(double.NaN, 300), new(2, 1)], 4));

        Assert.Equal(MeanLoss.None, found.Losses["d"]);
        Assert.Equal(new MeanLoss(2, 3), found.Losses["k"]);
        Assert.Equal(["d"], found.Withheld);
        Assert.Equal("the loss of depth is not finite for 2 of 3 clients (ash, cedar); there is no mean.", Assert.Single(found.Warnings));
    }

    [Theory]
    [InlineData(1, 4, 1)]
    [InlineData(2, 4, 2)]
    [InlineData(3, 4, 3)]
    [InlineData(4, 4, 4)]
    [InlineData(1, 2, 2)]
    [InlineData(1, 5, 1)]
    public void AMeanTakesAsLargeAShareOfTheClientsAsARoundDoes(int quorum, int perRound, int least)
    {
        var options = _options with { Quorum = quorum, ClientsPerRound = perRound };
        foreach (var answers in Enumerable.Range(1, 4))
        {
            var found = EvaluatedLosses.Over(options, _tasks,
            [
                .. Enumerable.Range(1, 4).Select(number => number <= answers
                    ? new ClientLosses($"{number}", [new(1, 10), MeanLoss.None], 1) : new ClientLosses($"{number}", null, 0)),
            ]);

            Assert.Equal(answers >= least, found.Losses["d"].Value is not null);
            Assert.Equal(
                answers >= least ? [] : [$"only {answers} of 4 clients found a loss of depth, and it takes {least}; there is no mean."],
                found.Warnings);
        }
    }

    [Fact]
    public void AClientThatMeasuresNothingOfATaskHasNoSayInItsQuorum()
    {
        var found = EvaluatedLosses.Over(_options with { Quorum = 4 }, _tasks,
        [
            new("ash", [new(1, 10), new(1, 10)], 1), new("birch", [MeanLoss.None, new(1, 10)], 1),
            new("cedar", [MeanLoss.None, new(1, 10)], 1),
        ]);

        Assert.Equal(new MeanLoss(1, 10), found.Losses["d"]);
    }

    [Fact]
    public async Task TheJournalTheNotesAndTheResultSayThatThereIsNoLoss()
    {
        using var folder = new TemporaryFolder();
        var options = _options with { Method = "all-in-one", Rounds = 1, ImageSize = 32, Threads = 1, Out = folder["run"] };
        var clients = new FakeClients("ash", "birch", "cedar")
        {
            Answer = found => found.Client == "ash" ? found
                : found with { Losses = [new MeanLoss(double.NaN, 1), found.Losses![1]] },
        };

        var history = await clients.Run(options);

        var tested = history.Stage("dk")!.Evaluation(1, SplitNames.Test)!;
        Assert.Null(tested.Losses["d"]);
        Assert.Equal(["d"], tested.Withheld!);
        Assert.Equal(1, tested.Losses["k"]);
        Assert.Contains(
            "On the test split, the loss of depth is not finite for 2 of 3 clients (birch, cedar); there is no mean. (dk, round 1)",
            history.Warnings.Select(warning => warning.Sentence));
        Assert.Contains(history.Notes, note => note.StartsWith("Too few clients found a finite test loss of depth,", StringComparison.Ordinal));
        Assert.DoesNotContain(history.Notes, note => note.StartsWith("No test example", StringComparison.Ordinal));
        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.Null(result.TestLoss.PerTask["d"]);
        Assert.Equal(1, result.TestLoss.PerTask["k"]);
    }

    private static EvaluatedLosses Over(params ClientLosses[] clients) => EvaluatedLosses.Over(_options, _tasks, clients);
}
