using Mas.Cli.Showing;
using Mas.Commands;
using Mas.Federation.Journals;
using Mas.Tests.Reports;

namespace Mas.Tests.Cli;

public class LiveViewTests
{
    [Fact]
    public void ALogHasALineForEveryRoundAndTheSplit()
    {
        var text = Show(SampleRun.Events());

        Assert.Contains("round 7 of 40, sdnkt: s ", text);
        Assert.Contains("stage sdnkt.kt: 2D keypoints and texture edges, rounds 13 to 40, continued from sdnkt", text);
        Assert.Contains("The groups chosen are (semantic segmentation, depth, surface normals)", text);
        Assert.Contains("warning: The loss of ashford was no number; it was left out.", text);
        Assert.DoesNotContain("\u001b", text);
    }

    [Fact]
    public void ProgressCountsWhatIsDoneAndEndsAtTheEnd()
    {
        var events = SampleRun.Events();
        var progress = new RunProgress(SampleRun.Options, [], TimeProvider.System);
        Assert.Equal(0, progress.ShareDone);
        Assert.Null(progress.SecondsLeft);
        var share = 0.0;
        foreach (var happened in events)
        {
            progress.Add(happened);
            Assert.True(progress.ShareDone >= share);
            share = progress.ShareDone;
        }

        Assert.Equal(1, share, 9);
        Assert.Equal(40, progress.Round);
        Assert.Equal(0, progress.SecondsLeft!.Value, 9);
    }

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new[] { 3.0, 2, 1 }, "█▅▁")]
    [InlineData(new[] { 1.0, 1 }, "▁▁")]
    [InlineData(new[] { 1.0, double.NaN, 2 }, "▁!█")]
    public void ATrendRisesAndFalls(double[] values, string expected) => Assert.Equal(expected, Trend.Of(values, 24));

    private static string Show(IReadOnlyList<JournalEvent> events)
    {
        using var writer = new StringWriter();
        var terminal = new Terminal(writer, TextWriter.Null, Watched: false);
        using var view = new PlainView(terminal, writer, new RunProgress(SampleRun.Options, [], TimeProvider.System));
        foreach (var happened in events)
        {
            view.Happened(happened);
        }

        return writer.ToString();
    }
}
