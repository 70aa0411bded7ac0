using System.Xml.Linq;
using Mas.Reports.Charts;
using Mas.Reports.Comparing;
using Mas.Tests.Federation;

namespace Mas.Tests.Reports.Comparing;

public class ComparisonReportTests
{
    private static readonly ComparisonTable _table =
        ComparisonTable.Of(SampleComparison.Command, SampleComparison.Methods);

    public static TheoryData<int> States => [0, 1, 2, 4];

    [Theory]
    [MemberData(nameof(States))]
    public void EveryStateOfAComparisonHasAWellFormedPage(int finished)
    {
        var methods = SampleComparison.Methods
            .Select((method, index) => index < finished ? method : method with { Runs = [] }).ToList();

        var document = XDocument.Parse(ComparisonReport.Page(ComparisonTable.Of("mas compare", methods), methods));

        PageStructure.AssertReadable(document);
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "link" or "img");
        Assert.Equal(finished > 1, document.ToString().Contains("Loss against cost"));
        Assert.Equal(finished > 2, document.ToString().Contains("Which tasks help each other"));
    }

    [Fact]
    public void NamesFromTheCommandCannotBecomeMarkup()
    {
        var (first, second) = (SampleComparison.Methods[0], SampleComparison.Methods[1]);
        ComparedMethod[] methods = [new("<b>", first.Runs), second];

        var page = ComparisonReport.Page(ComparisonTable.Of("mas compare '<i>'", methods), methods);

        Assert.DoesNotContain("<b>", page);
        Assert.DoesNotContain("<i>", page);
        XDocument.Parse(page);
    }

    [Fact]
    public void EveryFileIsWritten()
    {
        using var temporary = new TemporaryFolder();

        var table = ComparisonFiles.Write(temporary.Path, SampleComparison.Command, SampleComparison.Methods);

        Assert.Equal("one-by-one", table.Baseline);
        Assert.All(["table.json", "table.md", "report.html"], name => Assert.True(File.Exists(temporary[name])));
        Assert.Equal(
            [
                "affinity-merge-and-split-2-mean", "affinity-merge-and-split-2-seed-0",
                "affinity-merge-and-split-2-seed-1", "affinity-merge-and-split-2-seed-2",
                "loss-against-operations", "loss-against-processor-time",
                "validation-by-operations", "validation-by-round",
            ],
            Directory.GetFiles(temporary["figures"]).Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheFiguresSayInWordsWhatTheyShow()
    {
        var scatter = ComparisonFigures.LossAgainstCost(_table)[0].Wide;
        var curve = ComparisonFigures.Curves(_table, SampleComparison.Methods)[1].Wide;
        var mean = AffinityFigures.All(_table, SampleComparison.Methods)[0].Wide;

        Assert.Equal("Total test loss against processor time", scatter.Title);
        Assert.Contains("merge-and-split-2: loss 0.560 ± 0.010 for 0.50 of the processor time.", scatter.Description);
        Assert.Contains("merge-and-split-2 0.560 at 0.5", curve.Description);
        Assert.Contains("s on d +0.011, d on s \u22120.010", mean.Description);
        foreach (var figure in ComparisonFigures.All(_table, SampleComparison.Methods))
        {
            foreach (var chart in new[] { figure.Wide, figure.Narrow }.OfType<Chart>())
            {
                XDocument.Parse(chart.ToSvg());
            }
        }
    }

    [Fact]
    public void CurvesOverOperationsEndAtWhatTheRunCost()
    {
        var whole = ComparisonCurves.Of(SampleComparison.Methods[0]);
        var scratch = ComparisonCurves.Of(SampleComparison.Methods[2]);

        Assert.Equal([1, 2, 3, 4], whole.Select(point => point.Round));
        Assert.Equal([25e9, 50e9, 75e9, 100e9], whole.Select(point => Math.Round(point.Operations)));
        Assert.Equal(0.61 + 3, whole[0].Loss, 1e-12);
        Assert.Equal([12.5e9, 25e9, 37.5e9, 50e9], scratch.Select(point => Math.Round(point.Operations)));
        Assert.Equal(0.56, scratch[^1].Loss, 1e-12);
        Assert.Empty(ComparisonCurves.Of(new("tag-2", [])));
    }

    [Fact]
    public void MethodsThatMeasureAlikeShareTheirMatrices()
    {
        var measured = MeasuredAffinity.All(SampleComparison.Methods);

        Assert.Equal([0, 1, 2], measured.Select(one => one.Seed));
        Assert.All(measured, one => Assert.Equal(["merge-and-split-2", "merge-and-split-2:inherit=none"], one.Methods));
    }
}
