using Mas.Reports.Comparing;

namespace Mas.Tests.Reports.Comparing;

public class ComparisonWordsTests
{
    [Fact]
    public void TheWordsSayWhatTheNumbersSay()
    {
        var sentences = Sentences([.. SampleComparison.Methods]);

        Assert.Equal(
            "Of four methods, merge-and-split-2 has the least total test loss over seeds 0, 1 and 2: 0.560. Next is "
            + "merge-and-split-2:inherit=none with 0.570. Seed by seed the difference is \u22120.0100 on average "
            + "(below zero in 2 of 3), with a standard deviation of 0.0200: no more than it varies between seeds, so "
            + "these seeds do not tell the two apart.", sentences[0]);
        Assert.Equal(
            "merge-and-split-2 against one-by-one, over seeds 0, 1 and 2: total test loss 0.560 against 0.610, a ratio "
            + "of 0.918, for 0.50 of its processor time, 0.50 of its operations, 1.00 of its traffic and 0.50 of its "
            + "estimated energy. Seed by seed the difference is \u22120.0500 on average (below zero in 3 of 3), with a "
            + "standard deviation of 0.0100: more than it varies between seeds.", sentences[1]);
        Assert.StartsWith("merge-and-split-2 against all-in-one", sentences[2]);
        Assert.StartsWith("merge-and-split-2:inherit=none against merge-and-split-2,", sentences[3]);
        Assert.Equal(4, sentences.Count);
    }

    [Fact]
    public void OneSeedClaimsNothing()
    {
        var sentences = Sentences(
            SampleComparison.Method("one-by-one", 100, 0.6), SampleComparison.Method("merge-and-split-2", 50, 0.5));

        Assert.All(sentences, sentence => Assert.EndsWith(
            "one seed cannot tell whether that is more than chance.", sentence));
    }

    [Fact]
    public void EqualLossesAreCalledEqual() => Assert.EndsWith(
        "The losses are equal, seed by seed.",
        Sentences(
            SampleComparison.Method("merge-and-split-2", 50, 0.5, 0.4),
            SampleComparison.Method("merge-and-split-2:split=worst", 50, 0.5, 0.4))[1]);

    [Fact]
    public void WhatIsMissingIsSaidFirst()
    {
        var sentences = Sentences(
            SampleComparison.Method("one-by-one", 100, 0.6, 0.7), SampleComparison.Method("all-in-one", 40, 0.8),
            new("tag-2", []));

        Assert.Equal(
            "The comparison is not finished: of two seeds, all-in-one has finished one seed and tag-2 has finished no "
            + "seeds.",
            sentences[0]);
        Assert.StartsWith("Of two methods, one-by-one has the least total test loss over seed 0: 0.600.", sentences[1]);
    }

    [Fact]
    public void ThoseThatAreAsFarAreNamedTogether()
    {
        var behind = new[] { "all-in-one", "fedprox" }.Select(name => SampleComparison.Method(name, 40, 0.8)).ToArray();

        Assert.StartsWith(
            "The comparison is not finished: of two seeds, all-in-one and fedprox have finished one seed.",
            Sentences([SampleComparison.Method("one-by-one", 100, 0.6, 0.7), .. behind])[0]);
        Assert.StartsWith(
            "The comparison is not finished: of three seeds, each method has finished one seed.",
            ComparisonWords.Sentences(ComparisonTable.Of("", behind, 3))[0]);
    }

    [Fact]
    public void ALossThatIsNoNumberWinsNothing()
    {
        var sentences = Sentences(
            SampleComparison.Method("one-by-one", 100, 0.6), SampleComparison.Method("all-in-one", 40, 0.8),
            SampleComparison.Method("merge-and-split-2", 40, double.NaN));

        Assert.Equal("The test loss of merge-and-split-2 is not a number; what follows leaves it out.", sentences[0]);
        Assert.StartsWith("Of two methods, one-by-one has the least", sentences[1]);
        Assert.EndsWith("a test loss is not a number, so there is no difference to report.", sentences[2]);
    }

    [Fact]
    public void BeforeAnythingIsFinishedThereIsNothingToSay()
    {
        Assert.Equal(["No run has finished yet."], Sentences(new ComparedMethod("one-by-one", [])));
        Assert.Equal(
            ["There are no two methods to compare yet."], Sentences(SampleComparison.Method("one-by-one", 100, 0.6)));
    }

    [Fact]
    public void SeedsApartAreNotRanked() => Assert.Contains(
        "The methods have no seed in common yet, so their losses are not ranked.",
        Sentences(
            SampleComparison.Method("one-by-one", 100, 0.6),
            new ComparedMethod("all-in-one", [SampleComparison.Run("all-in-one", 5, 0.7, 40)])));

    private static IReadOnlyList<string> Sentences(params ComparedMethod[] methods) =>
        ComparisonWords.Sentences(ComparisonTable.Of("", methods));
}
