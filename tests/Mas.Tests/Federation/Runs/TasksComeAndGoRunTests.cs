using System.Text.Json.Nodes;
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

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(1, 1)]
    public void ARunThatTakesATaskWhereItWasInterruptedEndsWithTheBitsOfOneThatAwaitedIt(int round, int patience)
    {
        var options = Options($"taking-{round}-{patience}") with
        {
            Tasks = "dk",
            Arrivals = null,
            LeaveAt = null,
            MergeRounds = 4,
            Rounds = 9,
            Patience = patience,
        };
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished finished && finished.Round == round);
        int arrives;
        using (var folder = RunFolder.Open(options.Out!, TestCatalogue.Learning))
        {
            var stages = RunHistory.Read(folder.JournalPath).Stages;
            arrives = stages.SelectMany(stage => stage.Rounds).Max(finished => finished.Round) + 1;
            folder.TakeJoined(folder.Options with { Tasks = "dkn", Arrivals = $"n@{arrives}" });
        }

        // On a fleet devices have the data, and the run does not know what these hold.
        File.Delete(Path.Combine(options.Out!, RunData.FileName));
        var file = Path.Combine(options.Out!, RunFolder.OptionsFileName);
        var written = JsonNode.Parse(File.ReadAllText(file))!;
        written["dataDigest"] = null;
        File.WriteAllText(file, written.ToJsonString());
        var taking = TinyRuns.Resume(options);

        var awaiting = TinyRuns.Start(options with
        {
            Tasks = "dkn",
            Arrivals = $"n@{arrives}",
            Out = runs[$"awaiting-{round}-{patience}"],
        });
        Assert.Equal(awaiting.ModelSha256.OrderBy(model => model.Key), taking.ModelSha256.OrderBy(model => model.Key));
        Assert.Equal(awaiting.TestLoss.PerTask, taking.TestLoss.PerTask);
        Assert.Equal(awaiting.Groups, taking.Groups);
        var told = RunHistory.Read(Path.Combine(options.Out!, Journal.FileName));
        Assert.Equal(("n", arrives, 4), (told.Joined.Single().Task, told.Joined[0].Round, told.Joined[0].Clients));
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
