using Mas.Federation.Journals;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Federation.Journals;

public sealed class FinalMetricsTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void EveryTaskHasItsMetricsBesideItsLoss()
    {
        var result = runs.Undisturbed;

        foreach (var (letter, loss) in result.TestLoss.PerTask)
        {
            var task = TestCatalogue.Learning.Find(letter)!;
            var found = result.TestMetrics![letter];
            Assert.Equal(
                task.Metrics.Metrics.Select(metric => metric.Name).Prepend(ClientMetrics.Loss), found.Keys);
            Assert.Equal(loss, found[ClientMetrics.Loss].Value);
            Assert.Equal(result.ConstantTestLoss!.PerTask[letter], found[ClientMetrics.Loss].Constant);
            Assert.All(found.Values, metric => Assert.NotNull(metric.Value));
        }
    }

    [Fact]
    public void TheWorstClientIsTheOneWithTheHighestErrorOrTheLowestScore()
    {
        var found = FinalMetrics.Of(Tested(("ash", 0.5, 0.9), ("birch", 0.25, 0.3)), TestCatalogue.Learning.Find("d")!)!;

        Assert.Equal((0.5, "ash"), (found["rmse"].Worst!.Value, found["rmse"].WorstClient));
        Assert.Equal((0.3, "birch"), (found["delta-1.25"].Worst!.Value, found["delta-1.25"].WorstClient));
        Assert.Equal(0.25 / Math.Sqrt(2), found["rmse"].Deviation!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(8 / 4.0), found["rmse"].Value!.Value, 1e-12);
        Assert.Equal(0.5, found["delta-1.25"].Value!.Value, 1e-12);
        Assert.Null(found["rmse"].Constant);
    }

    [Fact]
    public void AJournalOfAVersionWithoutMetricsHasNone() =>
        Assert.Null(FinalMetrics.Of(RunHistory.Of([Started(), Evaluation()]), TestCatalogue.Learning.Find("d")!));

    private static RunHistory Tested(params (string Client, double Error, double Share)[] clients) => RunHistory.Of(
    [
        Started(),
        Evaluation() with
        {
            Sums = new Dictionary<string, IReadOnlyList<double>> { ["d"] = [4, 8, 2, 1] },
            Clients =
            [
                .. clients.Select(client => new ClientMetrics(
                    client.Client,
                    new Dictionary<string, IReadOnlyDictionary<string, double?>>
                    {
                        ["d"] = new Dictionary<string, double?> { ["rmse"] = client.Error, ["delta-1.25"] = client.Share },
                    })),
            ],
        },
    ]);

    private static StageStarted Started() => new("d", ["d"], 1, 0, null);

    private static Evaluated Evaluation() => new("d", 0, SplitNames.Test, new Dictionary<string, double?> { ["d"] = 1 })
    {
        Measured = new Dictionary<string, long> { ["d"] = 4 },
        Views = 1,
    };
}
