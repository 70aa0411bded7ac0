using System.Text.Json;
using System.Xml.Linq;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Reports.Comparing;
using Mas.Reports.Stories;
using Mas.Tests.Federation;

namespace Mas.Tests.Reports.Comparing;

public class PairGainsTests
{
    // Row i, column j = the loss of j with i; diagonal = alone.
    private static readonly double?[][] _losses = [[1, 0.45, 0.2], [0.9, 0.5, 0.2], [1.1, 0.4, 0.2]];
    private static readonly double?[][] _affinity = [[0, 0.05, 0.01], [0.02, 0, 0.02], [0.01, 0.03, 0]];
    private static readonly string[] _tasks = ["s", "d", "n"];

    [Fact]
    public void AGainIsTheShareOfTheLossThatAPartnerTakesAway()
    {
        var pairs = Table(Predicted("hoa-2", 3, _losses)).Pairs.Single();

        Assert.Equal(3ul, pairs.Seed);
        Assert.Equal("hoa-2", pairs.Method);
        double?[][] expected = [[0, 0.1, 0], [0.1, 0, 0], [-0.1, 0.2, 0]];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                Assert.Equal(expected[row][column]!.Value, pairs.Gains[row][column]!.Value, 1e-12);
            }
        }
    }

    [Fact]
    public void AffinitiesAreHeldToTheOrderOfATasksPartners()
    {
        var agreement = Table(Measured("merge-and-split-2", 3, _affinity), Predicted("hoa-2", 3, _losses))
            .Pairs.Single().Agreement.Single();

        Assert.Equal(["merge-and-split-2"], agreement.Methods);
        Assert.Equal(1, agreement.PerTask["s"]!.Value, 1e-12);
        Assert.Equal(-1, agreement.PerTask["d"]!.Value, 1e-12);
        Assert.Null(agreement.PerTask["n"]);
        Assert.Equal(0, agreement.Mean!.Value, 1e-12);
    }

    [Fact]
    public void PairsOfOneSeedAreToldOnceByTheFirstThatTrainedThem()
    {
        var pairs = Table(
            Predicted("hoa-2", 1, _losses), Predicted("hoa-3", 1, _losses), Predicted("hoa-3", 0, _losses)).Pairs;

        Assert.Equal([(0, "hoa-3"), (1, "hoa-2")], pairs.Select(one => (one.Seed, one.Method)));
    }

    [Fact]
    public void AffinitiesOfAnotherSeedSayNothing() => Assert.Empty(
        Table(Measured("merge-and-split-2", 0, _affinity), Predicted("hoa-2", 1, _losses)).Pairs.Single().Agreement);

    [Fact]
    public void ALossThatIsNotKnownHasNoGainAndNoOrder()
    {
        double?[][] lost = [[1, 0.45, 0.2], [double.NaN, 0.5, 0.2], [1.1, null, 0.2]];
        double?[][] alone = [[null, 0.45, 0.2], [0.9, null, 0.2], [1.1, 0.4, null]];

        var pairs = Table(Measured("merge-and-split-2", 0, _affinity), Predicted("hoa-2", 0, lost));
        var none = Table(Predicted("hoa-2", 0, alone));

        Assert.Null(pairs.Pairs.Single().Agreement.Single().PerTask["s"]);
        Assert.Null(pairs.Pairs.Single().Gains[1][0]);
        Assert.Null(pairs.Pairs.Single().Gains[2][1]);
        Assert.Contains("in 1 of 4 cases a task ends", string.Join(" ", ComparisonWords.Sentences(pairs)));
        Assert.Contains(
            "no task has a validation loss both in a pair and alone.",
            string.Join(" ", ComparisonWords.Sentences(none)));
    }

    [Fact]
    public void TheWordsSayWhatPairsShowed()
    {
        var sentences = ComparisonWords.Sentences(
            Table(Measured("merge-and-split-2", 0, _affinity), Predicted("hoa-2", 0, _losses)));

        Assert.Equal(
            "Trained in pairs to the end (hoa-2, seed 0), in 3 of 6 cases a task ends with a lower validation loss than "
            + "alone; on average it ends 5.0 % lower.", sentences[^2]);
        Assert.Equal(
            "Affinities measured by merge-and-split-2 order a task's partners as training in pairs does with a rank "
            + "correlation of 0.00 on average (2 tasks, from \u22121.00 to +1.00).", sentences[^1]);
    }

    [Fact]
    public void TheyStandInEveryFile()
    {
        ComparedMethod[] methods =
        [
            Measured("merge-and-split-2", 0, _affinity), Measured("merge-and-split-2:split=worst", 1, _affinity),
            new("hoa-2", [.. Predicted("hoa-2", 0, _losses).Runs, .. Predicted("hoa-2", 1, _losses).Runs]),
        ];
        using var temporary = new TemporaryFolder();

        ComparisonFiles.Write(temporary.Path, "mas compare", methods);

        var markdown = File.ReadAllText(temporary["table.md"]);
        Assert.Contains("| surface normals | \u22120.100 ± 0.000 | +0.200 ± 0.000 | – |\n", markdown);
        Assert.Contains("| merge-and-split-2:split=worst | 1 | +1.00 | \u22121.00 | – | 0.00 |\n", markdown);
        Assert.Contains("What training in pairs brought", XDocument.Load(temporary["report.html"]).ToString());
        Assert.True(File.Exists(temporary["figures/pair-gains-mean.svg"]));
        using var table = JsonDocument.Parse(File.ReadAllText(temporary["table.json"]));
        var second = table.RootElement.GetProperty("pairs")[1];
        Assert.Equal(0.2, second.GetProperty("gains")[2][1].GetDouble(), 1e-12);
        Assert.Equal(1, second.GetProperty("agreement")[0].GetProperty("perTask").GetProperty("s").GetDouble(), 1e-12);
        Assert.Equal(
            JsonValueKind.Null,
            second.GetProperty("agreement")[0].GetProperty("perTask").GetProperty("n").ValueKind);
    }

    [Fact]
    public void WithoutPairsNothingIsSaidOfThem()
    {
        var methods = SampleComparison.Methods;
        var table = ComparisonTable.Of("mas compare", methods);

        Assert.Empty(table.Pairs);
        Assert.DoesNotContain("pairs", ComparisonMarkdown.Text(table));
        Assert.DoesNotContain("training in pairs", ComparisonReport.Page(table, methods));
    }

    private static ComparisonTable Table(params ComparedMethod[] methods) => ComparisonTable.Of("mas compare", methods);

    private static ComparedMethod Measured(string name, ulong seed, double?[][] affinity) =>
        Method(name, "merge-and-split", seed, new SplitChosen([["s", "d"], ["n"]], 0.02, null, affinity, [1]));

    private static ComparedMethod Predicted(string name, ulong seed, double?[][] losses) =>
        Method(name, "hoa", seed, new GroupsPredicted([["s"], ["d", "n"]], [0, 1, 1], 1.6, losses));

    private static ComparedMethod Method(string name, string method, ulong seed, JournalEvent chosen)
    {
        var options = TestCatalogue.Options with { Tasks = "sdn", Method = method, Seed = seed, Rounds = 4, MergeRounds = 2 };
        var losses = new LossSummary(3, _tasks.ToDictionary(task => task, double? (_) => 1.0));
        var result = new ResultFile(
            method, _tasks, [_tasks], seed, 4, 2, losses, losses, losses, new Cost { CpuSeconds = 1, TrainFlops = 1 }, [],
            new Dictionary<string, string>());
        var story = new RunStory(options, RunHistory.Of([new RunStarted("0.1.0", options), chosen]), TestCatalogue.Runs, null);
        return new(name, [new ComparedRun(seed, story, result)]);
    }
}
