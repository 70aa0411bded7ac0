using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Reports;
using Mas.Reports.Stories;
using Mas.Tests.Federation.Runs;

namespace Mas.Tests.Federation.Methods;

/// <summary>
/// Every method, trained in earnest: interrupted again and again it ends with the bits of one that was not.
/// </summary>
public class ResumedMethodTests(TinyRuns runs) : IClassFixture<TinyRuns>
{
    [Theory]
    [InlineData("tag", PartitionChoice.Best, Inheritance.All)]
    [InlineData("hoa", PartitionChoice.Best, Inheritance.All)]
    [InlineData("gradnorm", PartitionChoice.Best, Inheritance.All)]
    [InlineData("pcgrad", PartitionChoice.Best, Inheritance.All)]
    [InlineData("fedprox", PartitionChoice.Best, Inheritance.All)]
    [InlineData("standalone", PartitionChoice.Best, Inheritance.All)]
    [InlineData("merge-and-split", PartitionChoice.Random, Inheritance.Encoder)]
    [InlineData("merge-and-split", PartitionChoice.Worst, Inheritance.None)]
    public void InterruptedItEndsWithTheSameBitsAndAReport(string method, PartitionChoice split, Inheritance inherit)
    {
        var name = $"{method}-{split}";
        var options = runs.Options(name) with
        {
            Tasks = "dnk",
            Method = method,
            Split = split,
            Inherit = inherit,
            Rounds = 2,
            MergeRounds = 1,
            EvaluateEvery = 0,
        };
        var undisturbed = TinyRuns.Start(options with { Out = runs[$"{name}-undisturbed"] });

        // The journal is told of an event before anything else is done, so that stages side by side stop in between.
        TinyRuns.StartAndInterrupt(options, happened => happened is RoundFinished);
        var interruptions = 1;
        while (TinyRuns.ResumeAndInterrupt(options, happened =>
            happened is StageFinished or SplitChosen or GroupsPredicted or TasksServed))
        {
            Assert.InRange(++interruptions, 1, 100);
        }

        var result = ResultFile.Read(Path.Combine(options.Out!, ResultFile.FileName));
        Assert.True(interruptions >= 2, $"{interruptions} interruptions");
        Assert.Equal(undisturbed.ModelSha256, result.ModelSha256);
        Assert.Equal(undisturbed.TestLoss.PerTask, result.TestLoss.PerTask);
        Assert.Equal(undisturbed.ValidationLoss.PerTask, result.ValidationLoss.PerTask);
        Assert.Equivalent(undisturbed.ServedBy, result.ServedBy, strict: true);
        Assert.Equal(
            undisturbed.Groups.Select(group => string.Concat(group)).Order(),
            result.Groups.Select(group => string.Concat(group)).Order());
        Assert.Equal(undisturbed.Cost.TrainFlops, result.Cost.TrainFlops);
        AssertReported(options, result);
    }

    private static void AssertReported(RunOptions options, ResultFile result)
    {
        using var folder = RunFolder.Look(options.Out!, TestCatalogue.Learning);
        var story = RunStory.Read(folder, TestCatalogue.Runs);
        var page = File.ReadAllText(ReportFiles.Write(folder, TestCatalogue.Runs, []));

        Assert.Single(story.History.Events.OfType<TasksServed>());
        Assert.Contains(story.Method.Title, page, StringComparison.Ordinal);
        foreach (var task in story.Tasks)
        {
            Assert.Equal(result.TestLoss.PerTask[task], story.TestLoss(task));

            // What a model does not come from is not its curve.
            int[] rounds = options.Inherit == Inheritance.None ? [2] : [1, 2];
            Assert.Equal(rounds, story.History.TrainLosses(task).Select(point => point.Round));
        }
    }
}
