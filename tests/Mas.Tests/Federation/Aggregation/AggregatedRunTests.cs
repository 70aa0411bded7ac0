using Mas.Federation.Aggregation;
using Mas.Federation.Options;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports;
using Mas.Reports.Stories;
using Mas.Tests.Federation.Rounds;

namespace Mas.Tests.Federation.Aggregation;

/// <summary>Runs whose rounds are aggregated by another rule than the mean.</summary>
public sealed class AggregatedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunOptions Options => TestCatalogue.Options with
    {
        Method = "all-in-one",
        Tasks = "sd",
        Rounds = 1,
        ClientsPerRound = 3,
        ImageSize = 32,
        Threads = 1,
        Out = _folder["run"],
    };

    [Fact]
    public async Task TheModelOfARoundIsWhatItsRuleMakesOfTheUpdates()
    {
        // The clients move every value by 1, 3 and 5 sixty-fourths, and count as 1, 3 and 5: the mean is 35 / 9 of them.
        var (mean, median) = (new FakeClients("ash", "birch", "elm"), new FakeClients("ash", "birch", "elm"));
        var plain = Options with { Out = _folder["mean"] };
        var byMean = await mean.Run(plain);
        var byMedian = await median.Run(Options with { Aggregation = "median" });

        var begun = median.Asked[0].Model;
        using var model = FakeClients.Model(Options, byMedian.Stage("sd")!.Rounds[0]);
        using var other = FakeClients.Model(plain, byMean.Stage("sd")!.Rounds[0]);
        Assert.Equal(begun.Select(value => value + (3 / 64f)), model.Values.ToArray());
        Assert.NotEqual(other.Values.ToArray(), model.Values.ToArray());
    }

    [Fact]
    public async Task TheRuleIsWrittenDownAndReportedAndKeepsStagesApart()
    {
        var options = Options with { Aggregation = "median" };
        var byMedian = await new FakeClients("ash", "birch").Run(options);
        var byMean = await new FakeClients("ash", "birch").Run(Options with { Out = _folder["mean"] });

        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        Assert.Equal("median", folder.Options.Aggregation);
        Assert.Contains("the median of the models", File.ReadAllText(ReportFiles.Write(folder, TestCatalogue.Runs, [])));
        Assert.NotEqual(byMean.Stage("sd")!.Started.Recipe, byMedian.Stage("sd")!.Started.Recipe);
    }

    [Fact]
    public async Task ARuleThatIsNotKnownIsRefused()
    {
        var options = Options with { Aggregation = "first" };
        const string Refusal = "--aggregation is 'first'; expected one of mean, median.";

        Assert.Equal([Refusal], TestCatalogue.Runs.Faults(options, OptionSpelling.Command));
        Assert.Empty(TestCatalogue.Runs.With(new FirstByName()).Faults(options));
        await new FakeClients("ash", "birch").Run(options, TestCatalogue.Runs.With(new FirstByName()));
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        Assert.Equal(Refusal, Assert.Throws<InputException>(() => RunStory.Read(folder, TestCatalogue.Runs)).Message);
        Assert.Throws<ArgumentException>(() => TestCatalogue.Runs.With(new Median()));
    }

    public void Dispose() => _folder.Dispose();
}
