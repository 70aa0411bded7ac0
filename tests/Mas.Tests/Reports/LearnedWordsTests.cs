using Mas.Federation.Journals;
using Mas.Reports.Stories;
using Mas.Reports.Words;

namespace Mas.Tests.Reports;

public class LearnedWordsTests
{
    [Theory]
    [InlineData(0.493, 0.494, true)]
    [InlineData(0.494, 0.494, false)]
    [InlineData(0.510, 0.494, false)]
    [InlineData(double.NaN, 0.494, false)]
    [InlineData(null, 0.494, null)]
    [InlineData(0.1, null, null)]
    public void OnlyALossBelowTheBestConstantIsLearned(double? loss, double? constant, bool? expected) =>
        Assert.Equal(expected, LearnedWords.IsLearned(loss, constant));

    [Fact]
    public void TheTasksThatAreNotLearnedAreNamed()
    {
        Assert.StartsWith("All tasks are learned: ", Sentence(1, 1, 1, 1, 1));
        Assert.StartsWith(
            "The models learned 3 of 5 tasks. Not learned: 2D keypoints and texture edges, with a loss no lower than ",
            Sentence(4, 1, 1, 0.1, 0.1));
        Assert.StartsWith("No task is learned: ", Sentence(0, 0, 0, 0, 0));
        Assert.StartsWith("The task is not learned: ", LearnedWords.Sentence([("k", false)], TaskWords.Standard));
    }

    [Fact]
    public void WhereNoConstantIsKnownNothingIsSaid() => Assert.Null(LearnedWords.Sentence(Story([])));

    [Fact]
    public void ATaskWithoutItsConstantIsNotCounted()
    {
        var sentence = LearnedWords.Sentence(Story(new() { ["s"] = 4, ["d"] = 0 }));

        Assert.StartsWith("The models learned 1 of 2 tasks. Not learned: depth,", sentence);
        Assert.EndsWith(" Not measured: surface normals, 2D keypoints and texture edges.", sentence);
    }

    private static string? Sentence(params double[] constants) =>
        LearnedWords.Sentence(Story(SampleRun.Options.TaskNames.Zip(constants).ToDictionary()));

    private static RunStory Story(Dictionary<string, double> constants)
    {
        var losses = constants.ToDictionary(loss => loss.Key, loss => (double?)loss.Value);
        var tests = new Dictionary<string, IReadOnlyDictionary<string, double?>> { ["test"] = losses };
        return new(SampleRun.Options, RunHistory.Of(SampleRun.Events().Select(
            happened => happened is ConstantsTested tested ? tested with { Losses = tests }
            : happened)), TestCatalogue.Runs);
    }
}
