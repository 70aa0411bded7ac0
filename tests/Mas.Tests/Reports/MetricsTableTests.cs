using Mas.Federation.Journals;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Tests.Reports;

public class MetricsTableTests
{
    // Of depth: the sum of squares, the pixels, those that are close, and a count more.
    private static readonly double[] _sums = [4, 8, 2, 1];

    [Fact]
    public void EveryMetricOfATaskHasARow()
    {
        var table = MetricsTable.Of(Tested(_sums), leading: false)!;

        Assert.Equal(
            TestCatalogue.Learning.Find("d")!.Metrics.Metrics.Select(metric => metric.Label),
            table.Rows.Select(row => row[1].Text));
    }

    [Fact]
    public void ARunOfAVersionWithOtherMetricsHasNoRowsOfTheseButAReport() =>
        Assert.Null(MetricsTable.Of(Tested(_sums[..3]), leading: false));

    private static RunStory Tested(double[] sums) => new(
        SampleRun.Options with { Tasks = "d", Method = "all-in-one" },
        RunHistory.Of(
        [
            new StageStarted("d", ["d"], 1, 0, null),
            new Evaluated("d", 0, SplitNames.Test, new Dictionary<string, double?> { ["d"] = 1 })
            {
                Measured = new Dictionary<string, long> { ["d"] = 4 },
                Views = 1,
                Sums = new Dictionary<string, IReadOnlyList<double>> { ["d"] = sums },
            },
        ]),
        TestCatalogue.Runs);
}
