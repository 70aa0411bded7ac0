using System.Text.Json;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Reports.Comparing;
using Mas.Tests.Federation;

namespace Mas.Tests.Reports.Comparing;

public class ComparisonTableTests
{
    private static readonly ComparisonTable _table =
        ComparisonTable.Of(SampleComparison.Command, SampleComparison.Methods);

    [Fact]
    public void LossesAreMeansAndDeviationsOverTheSeeds()
    {
        var row = _table.Row("merge-and-split-2")!;

        Assert.Equal([0, 1, 2], row.Seeds);
        Assert.Equal(3, row.N);
        Assert.Equal(0.56, row.TestLoss!.Total!.Mean, 1e-12);
        Assert.Equal(0.01, row.TestLoss.Total.StandardDeviation!.Value, 1e-12);
        Assert.Equal([0.55, 0.57, 0.56], row.TestLoss.Total.Values);
        Assert.Equal(0.14, row.TestLoss.PerTask["s"]!.Mean, 1e-12);
        Assert.Equal(0.42, row.TestLoss.PerTask["d"]!.Mean, 1e-12);
        Assert.Equal(0.66, row.ValidationLoss!.Total!.Mean, 1e-12);
    }

    [Fact]
    public void TheBestConstantHasARowAndTellsWhichTasksWereNotLearned()
    {
        var table = ComparisonTable.Of(
            SampleComparison.Command, [.. SampleComparison.Methods.Select(method => method with
        {
            Runs = [.. method.Runs.Select(run => run with
            {
                Result = run.Result with
                {
                    ConstantTestLoss = LossSummary.Of(new Dictionary<string, double?> { ["s"] = 0.155, ["d"] = 0.6 }),
                },
            })],
        })]);

        Assert.Equal(
            ["best constant", "", "0.155", "0.600", "0.755", ""],
            ComparisonTexts.Losses(table, task => task).Rows[^1].Select(cell => cell.Text));
        Assert.Contains(
            ComparisonWords.Sentences(table),
            sentence => sentence.StartsWith("all-in-one: The models learned 1 of 2 tasks. Not learned: semantic segmentation"));
        Assert.Null(_table.ConstantTestLoss);
        Assert.Equal(4, ComparisonTexts.Losses(_table, task => task).Rows.Count);
    }

    [Fact]
    public void CostsAreThoseOfARunAndRatiosThoseOfTheMeans()
    {
        var row = _table.Row("merge-and-split-2")!;
        var ratios = row.Against["one-by-one"].Ratios;

        Assert.Equal("one-by-one", _table.Baseline);
        Assert.Equal(50, row.Cost["cpuSeconds"].Mean);
        Assert.Equal(4e6, row.Cost["bytes"].Mean);
        Assert.Equal(EnergySource.Estimate, row.EnergySource);
        Assert.Equal(0.5, ratios["cpuSeconds"]!.Value, 1e-12);
        Assert.Equal(0.5, ratios["energyJoules"]!.Value, 1e-12);
        Assert.Equal(1, ratios["bytes"]!.Value);
        Assert.Equal(0.56 / 0.61, ratios["testLoss"]!.Value, 1e-12);
        Assert.Equal(0.66 / 0.71, ratios["validationLoss"]!.Value, 1e-12);
        Assert.Null(ratios["probeSeconds"]);
    }

    [Fact]
    public void DifferencesAreTakenSeedBySeed()
    {
        var pair = _table.Row("merge-and-split-2")!.Against["all-in-one"];

        Assert.Equal([-0.15, -0.09, -0.12], pair.TestLossDifference!.Values.Select(value => Math.Round(value, 12)));
        Assert.Equal(-0.12, pair.TestLossDifference.Mean, 1e-12);
        Assert.Equal(0.03, pair.TestLossDifference.StandardDeviation!.Value, 1e-12);
        Assert.Equal(3, pair.LowerIn);
    }

    [Fact]
    public void ARowIsHeldAgainstTheBaselineAllInOneAndWhatItVaries()
    {
        Assert.Equal(["one-by-one"], _table.Row("one-by-one")!.Against.Keys);
        Assert.Equal(["one-by-one"], _table.Row("all-in-one")!.Against.Keys);
        Assert.Equal(
            ["one-by-one", "all-in-one", "merge-and-split-2"],
            _table.Row("merge-and-split-2:inherit=none")!.Against.Keys);
    }

    [Fact]
    public void RatiosOfAComparisonStillGoingAreOverTheSeedsBothHave()
    {
        var table = ComparisonTable.Of("", [
            SampleComparison.Method("one-by-one", 100, 0.6),
            SampleComparison.Method("all-in-one", 40, 0.9, 0.1),
            new("tag-2", []),
        ]);
        var row = table.Row("all-in-one")!;

        Assert.Equal([0, 1], table.Seeds);
        Assert.Equal(0.5, row.TestLoss!.Total!.Mean, 1e-12);
        Assert.Equal([0], row.Against["one-by-one"].Seeds);
        Assert.Equal(1.5, row.Against["one-by-one"].Ratios["testLoss"]!.Value, 1e-12);
        Assert.Null(row.Against["one-by-one"].TestLossDifference!.StandardDeviation);
        Assert.Equal((0, null), (table.Row("tag-2")!.N, table.Row("tag-2")!.TestLoss));
        Assert.Empty(table.Row("tag-2")!.Against);
    }

    [Fact]
    public void WithoutOneByOneTheFirstRowIsTheBaseline()
    {
        var table = ComparisonTable.Of("", [
            new("one-by-one", []),
            SampleComparison.Method("tag-2", 80, 0.6),
            SampleComparison.Method("all-in-one", 40, 0.9),
        ]);

        Assert.Equal("tag-2", table.Baseline);
        Assert.Equal(0.5, table.Row("all-in-one")!.Against["tag-2"].Ratios["cpuSeconds"]!.Value, 1e-12);
    }

    [Fact]
    public void ThereIsATableBeforeAnythingIsFinished()
    {
        var table = ComparisonTable.Of("", [new("one-by-one", []), new("tag-2", [])]);

        Assert.Null(table.Baseline);
        Assert.Empty(table.Tasks);
        Assert.Equal(["one-by-one", "tag-2"], table.Methods.Select(row => row.Name));
    }

    [Fact]
    public void RowsWithoutASeedInCommonHaveNoRatio()
    {
        var table = ComparisonTable.Of("", [
            SampleComparison.Method("one-by-one", 100, 0.6),
            new("tag-2", [SampleComparison.Run("tag-2", 7, 0.5, 80)])]);

        Assert.Empty(table.Row("tag-2")!.Against);
        Assert.Equal("–", ComparisonTexts.Losses(table, task => task).Rows[1][^1].Text);
    }

    [Fact]
    public void WhatNoTestViewMeasuresHasNeitherAFigureNorATotal()
    {
        var methods = new[] { Unmeasured(SampleComparison.Methods[0]), Unmeasured(SampleComparison.Methods[1]) };
        var table = ComparisonTable.Of("", methods);
        var row = table.Row("all-in-one")!;

        Assert.Null(row.TestLoss!.Total);
        Assert.Null(row.TestLoss.PerTask["d"]);
        Assert.Equal(0.17, row.TestLoss.PerTask["s"]!.Mean, 1e-12);
        Assert.Null(row.Against["one-by-one"].TestLossDifference);
        Assert.Equal(0, row.Against["one-by-one"].LowerIn);
        Assert.Null(row.Against["one-by-one"].Ratios["testLoss"]);
        Assert.NotNull(row.Against["one-by-one"].Ratios["cpuSeconds"]);
        Assert.Equal(
            ["all-in-one", "3", "0.170 ± 0.005", "–", "–", "–"],
            ComparisonTexts.Losses(table, task => task).Rows[1].Select(cell => cell.ToString()));
        Assert.Empty(ComparisonTexts.Differences(table).Rows);
        Assert.Equal(
            [
                "No test example has a target for depth, so there is no total test loss to compare.",
                "There are no two methods to compare yet.",
            ],
            ComparisonWords.Sentences(table));
        Assert.DoesNotContain("NaN", ComparisonReport.Page(table, methods), StringComparison.Ordinal);
        Assert.Contains("\"total\": null", JsonSerializer.Serialize(table, ComparisonJson.Default.ComparisonTable));
    }

    [Fact]
    public void GroupsAreListedBySeedWithTheirLead()
    {
        var groups = _table.Row("merge-and-split-2")!.Groups;

        Assert.Equal([0, 1, 2], groups.Select(chosen => chosen.Seed));
        Assert.All(groups, chosen => Assert.Equal(0.005, chosen.Lead!.Value, 1e-12));
        Assert.Empty(_table.Row("all-in-one")!.Groups);
        Assert.Equal(
            ["merge-and-split-2, merge-and-split-2:inherit=none", "0", "best", "(s) (d)", "0.0250", "0.0050", "(s d)"],
            ComparisonTexts.Groups(_table).Rows[0].Select(cell => cell.ToString()));
    }

    [Fact]
    public void TheFileHasEveryFieldOfItsContract()
    {
        using var temporary = new TemporaryFolder();
        var path = Path.Combine(temporary.Path, ComparisonTable.FileName);
        _table.Write(path);
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var row = json.RootElement.GetProperty("methods")[2];

        Assert.Equal(
            ["command", "tasks", "seeds", "baseline", "methods", "seedsAsked", "constantTestLoss", "pairs"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["name", "method", "seeds", "testLoss", "validationLoss", "cost", "energySource", "against", "groups", "n"],
            row.EnumerateObject().Select(field => field.Name));
        var total = row.GetProperty("testLoss").GetProperty("total");
        Assert.Equal(
            ["mean", "standardDeviation", "values"], total.EnumerateObject().Select(field => field.Name));
        Assert.Equal(0.57, total.GetProperty("values")[1].GetDouble());
        Assert.Equal("estimate", row.GetProperty("energySource").GetString());
        Assert.Equal(
            0.5, row.GetProperty("against").GetProperty("one-by-one").GetProperty("ratios").GetProperty("trainFlops")
                .GetDouble(), 1e-12);
        Assert.Equal("s", row.GetProperty("groups")[0].GetProperty("groups")[0][0].GetString());
    }

    [Fact]
    public void ALossThatIsNoNumberIsWrittenAsSuch()
    {
        using var temporary = new TemporaryFolder();
        var path = Path.Combine(temporary.Path, ComparisonTable.FileName);
        var table = ComparisonTable.Of("", [SampleComparison.Method("one-by-one", 100, 0.6, double.NaN)]);
        table.Write(path);
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var loss = json.RootElement.GetProperty("methods")[0].GetProperty("testLoss").GetProperty("total");

        Assert.Equal("NaN", loss.GetProperty("mean").GetString());
        Assert.Equal("NaN", loss.GetProperty("values")[1].GetString());
    }

    /// <summary>The same runs, whose test views do not measure d.</summary>
    private static ComparedMethod Unmeasured(ComparedMethod method) => method with
    {
        Runs =
        [
            .. method.Runs.Select(run => run with
            {
                Result = run.Result with
                {
                    TestLoss =
                        LossSummary.Of(new Dictionary<string, double?>(run.Result.TestLoss.PerTask) { ["d"] = null }),
                },
            }),
        ],
    };
}
