using Mas.Federation.Journals;
using Mas.Reports.Figures;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Tests.Reports;

/// <summary>What a reader learns of a stage that kept another model than its last.</summary>
public class StageWordsTests
{
    [Fact]
    public void AStageThatStoppedEarlySaysWhenAndWhichModelItKeeps() => Assert.Equal(
        "Stage sdnkt stopped after round 10 of 12: the validation loss had not fallen below that of round 8, whose model "
            + "is kept.",
        StageWords.Sentence(Merged(round: 10, kept: 8)));

    [Fact]
    public void AStageThatTrainedAllItsRoundsSaysWhichModelItKeeps() => Assert.Equal(
        "Stage sdnkt keeps the model of round 8, which had the lowest validation loss.",
        StageWords.Sentence(Merged(round: 12, kept: 8)));

    [Fact]
    public void AStageThatKeepsItsLastModelSaysNothing()
    {
        Assert.Null(StageWords.Sentence(Merged(round: 12, kept: null)));
        Assert.Null(StageWords.Sentence(RunHistory.Of(SampleRun.Events(5)).Stages[0]));
    }

    [Fact]
    public void TheTreeOfStagesNamesTheRoundThatIsKept()
    {
        var story = new RunStory(SampleRun.Options, RunHistory.Of(Events(10, 8)), TestCatalogue.Runs);
        var plain = new RunStory(SampleRun.Options, RunHistory.Of(SampleRun.Events()), TestCatalogue.Runs);

        var tree = ReportFigures.Stages(story).Wide;

        Assert.Contains("rounds 1 to 12, 10 done, kept round 8", tree.ToSvg());
        Assert.Contains("model of round", tree.Numbers.Head);
        Assert.DoesNotContain("model of round", ReportFigures.Stages(plain).Wide.Numbers.Head);
    }

    private static StageHistory Merged(int round, int? kept) => RunHistory.Of(Events(round, kept)).Stages[0];

    private static JournalEvent[] Events(int round, int? kept) =>
    [
        .. SampleRun.Events(round).Where(happened => happened is not StageFinished),
        new StageFinished("sdnkt", round, "checkpoints/sdnkt-0008.safetensors", "ab") { Kept = kept },
    ];
}
