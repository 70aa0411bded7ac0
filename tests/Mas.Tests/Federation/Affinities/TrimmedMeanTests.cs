using Mas.Federation.Affinities;

namespace Mas.Tests.Federation.Affinities;

public class TrimmedMeanTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(24, 6)]
    public void AQuarterIsCutOffAtEachEndAndOneOfThree(int count, int cut) => Assert.Equal(cut, TrimmedMean.CutOff(count));

    [Fact]
    public void TheLargestAndTheSmallestDoNotCount()
    {
        Assert.Equal(1.5, TrimmedMean.Of([1e100, 1, 2, -1e100]));
        Assert.Equal(2, TrimmedMean.Of([2, 1, 1000]));
        Assert.Equal(500.5, TrimmedMean.Of([1, 1000]));
        Assert.Null(TrimmedMean.Of([]));
    }

    [Fact]
    public void AsManyLiarsAsAreCutOffLeaveItBetweenHonestNumbers()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 200; trial++)
        {
            var count = random.Next(3, 40);
            var honest = Enumerable.Range(0, count - TrimmedMean.CutOff(count)).Select(_ => random.NextDouble()).ToArray();
            var lies = Enumerable.Range(0, TrimmedMean.CutOff(count)).Select(_ => (random.NextDouble() - 0.5) * 1e9);
            Assert.InRange(TrimmedMean.Of(honest.Concat(lies))!.Value, honest.Min(), honest.Max());
        }
    }

    [Fact]
    public void TheOrderDoesNotChangeABit()
    {
        double[] values = [0.1, 0.7, 1 / 3.0, -0.2, 1e-9, 0.4];
        Assert.Equal(TrimmedMean.Of(values), TrimmedMean.Of(values.Reverse()));
    }

    [Fact]
    public void AClientHasOneVoteHoweverOftenItWasDrawn()
    {
        // Four clients; the liar was drawn twice and lied another way each time.
        var history = new AffinityHistory(2, probeRounds: 10, MeanRule.Trimmed);
        history.Add(1, AffinityHistory.Combine([Client("ash", 0.1), Client("liar", 1000)])!);
        history.Add(2, AffinityHistory.Combine([Client("birch", 0.2), Client("liar", -10)])!);
        history.Add(3, AffinityHistory.Combine([Client("ash", 0.3), Client("cedar", 0.6)])!);

        // The votes are 0.2, 0.2, 0.6 and 495: the middle two count.
        Assert.Equal(0.4, history.Matrix()![0, 1]!.Value, 1e-15);
        Assert.Equal(-0.4, history.Matrix()![1, 0]!.Value, 1e-15);
        Assert.Equal(0, history.Matrix()![0, 0]!.Value, 1e-15);
    }

    [Fact]
    public void OnlyTheVotesOfThoseWhoMeasuredAPairAreTrimmed()
    {
        // Of five clients two never had a valid pixel: were their votes 0, the trimmed mean would be a fifth lower.
        var history = new AffinityHistory(2, probeRounds: 10, MeanRule.Trimmed);
        history.Add(1, AffinityHistory.Combine(
        [
            Client("ash", 0.1), Client("birch", 0.3), Client("cedar", 0.8), Client("elm", null), Client("fir", null),
        ])!);

        Assert.Equal(0.3, history.Matrix()![0, 1]!.Value, 1e-15);
    }

    [Fact]
    public void OneMatrixToldByAllIsTheMeanOfAnyKind()
    {
        foreach (var mean in Enum.GetValues<MeanRule>())
        {
            var history = new AffinityHistory(2, probeRounds: 10, mean);
            for (var round = 1; round <= 3; round++)
            {
                history.Add(round, AffinityHistory.Combine([Client("ash", 0.25), Client("birch", 0.25), Client("cedar", 0.25)])!);
            }

            Assert.Equal(0.25, history.Matrix()![0, 1]);
        }
    }

    [Fact]
    public void ARoundThatDoesNotTellItsClientsCannotBeTrimmed()
    {
        var history = new AffinityHistory(2, probeRounds: 10, MeanRule.Trimmed);
        Assert.Null(history.Matrix());
        history.Add(1, new RoundAffinity([[0, 1], [1, 0]], [[0, 0], [0, 0]], 1));
        Assert.Throws<InvalidOperationException>(() => history.Matrix());
    }

    private static ClientAffinity Client(string name, double? value) =>
        new(name, AffinityMatrix.FromMeasurements([[0, value], [-value, 0]]).ToRows(), 1);
}
