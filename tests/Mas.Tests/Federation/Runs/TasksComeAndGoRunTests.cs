using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Reports;

namespace Mas.Tests.Federation.Runs;

/// <summary>Runs whose tasks come and go, trained in earnest: whatever happens to them, the bits are the same.</summary>
public sealed class TasksComeAndGoRunTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Fact]
    public void ARunInterruptedAfterEveryEventEndsWithTheSameBits()
    {
        var undisturbed = TinyRuns.Start(Options("undisturbed"));
        var options = Options("often");
        var interruptions = 1;
        TinyRuns.StartAndInterrupt(options, happened => happened is Evaluated);
        while (TinyRuns.ResumeAndInterrupt(options, happened => happened is not Resumed))
        {
            Assert.InRange(++interruptions, 1, 300);
        }

        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.True(interruptions > 12, $"{interruptions} interruptions");
        Assert.Equal(undisturbed.ModelSha256, result.ModelSha256);
        Assert.Equal(undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(undisturbed.Cost.TrainFlops, result.Cost.TrainFlops);
        Assert.Equal(["d", "k", "n", "t"], result.TestLoss.PerTask.Keys.Order());
    }

    [Fact]
    public void TheReportSaysWhereATaskWentAndWhichLeft()
    {
        var options = Options("reported");
        TinyRuns.Start(options);
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);

        var page = File.ReadAllText(ReportFiles.Write(folder, TestCatalogue.Runs, []));

        var history = RunHistory.Read(folder.JournalPath);
        Assert.Equal("t", Assert.Single(history.Placed).Task);
        Assert.Contains(history.Placed[0].Joins ? " joins the group of stage " : " continues alone ", page, StringComparison.Ordinal);
        Assert.Contains("2D keypoints left stage ", page, StringComparison.Ordinal);
    }

    // n arrives before the split, t after it, and k leaves as soon as it can.
    private RunOptions Options(string name) => runs.Options(name) with
    {
        Tasks = "dnkt",
        Rounds = 7,
        MergeRounds = 2,
        ProbeEvery = 1,
        ProbeRounds = 2,
        Arrivals = "n@1,t@3",
        LeaveAt = "k=1000",
        EvaluateEvery = 1,
    };
}
