using Mas.Federation.Affinities;

namespace Mas.Tests.Federation.Affinities;

public class RankCorrelationTests
{
    [Fact]
    public void TheSameOrderIsOneAndTheReverseMinusOneWhateverTheScale()
    {
        double?[] left = [0.1, 0.2, 0.3, 0.4];
        Assert.Equal(1, RankCorrelation.Spearman(left, [1, 10, 100, 1000])!.Value, 1e-15);
        Assert.Equal(1, RankCorrelation.Kendall(left, [1, 10, 100, 1000])!.Value, 1e-15);
        Assert.Equal(-1, RankCorrelation.Spearman(left, [5, 4, 0, -9])!.Value, 1e-15);
        Assert.Equal(-1, RankCorrelation.Kendall(left, [5, 4, 0, -9])!.Value, 1e-15);
    }

    [Fact]
    public void WithoutTiesSpearmanIsTheFormulaOfTheSquaredDifferences()
    {
        // Ranks 1 2 3 4 5 beside 2 1 4 3 5: squared differences 1 1 1 1 0, 1 - 6 * 4 / (5 * 24) = 0.8; of the ten pairs
        // two are in reverse: (8 - 2) / 10.
        Assert.Equal(0.8, RankCorrelation.Spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])!.Value, 1e-15);
        Assert.Equal(0.6, RankCorrelation.Kendall([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])!.Value, 1e-15);
    }

    [Fact]
    public void TiesShareTheMeanOfTheirRanks()
    {
        // Ranks 1 2.5 2.5 4 beside 1 3 2 4: the deviations from 2.5 give 2.25 + 0 + 0 + 2.25 over the root of 4.5 * 5.
        // Of six pairs five agree and one is tied on the left: 5 over the root of 5 * 6.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Spearman([1, 2, 2, 3], [10, 30, 20, 40])!.Value, 1e-15);
        Assert.Equal(5 / Math.Sqrt(30), RankCorrelation.Kendall([1, 2, 2, 3], [10, 30, 20, 40])!.Value, 1e-15);

        // Ranks 1.5 1.5 3 4 5 beside 5 3.5 3.5 2 1: -8.75 over the root of 9.5 * 9.5. Of ten pairs eight are in reverse.
        double?[] left = [1, 1, 2, 3, 4], right = [9, 7, 7, 2, 0];
        Assert.Equal(-8.75 / 9.5, RankCorrelation.Spearman(left, right)!.Value, 1e-15);
        Assert.Equal(-8 / 9.0, RankCorrelation.Kendall(left, right)!.Value, 1e-15);
    }

    [Fact]
    public void WhatIsAllEqualHasNoOrder()
    {
        Assert.Null(RankCorrelation.Spearman([1, 1], [1, 2]));
        Assert.Null(RankCorrelation.Kendall([1, 2], [1, 1]));
        Assert.Null(RankCorrelation.Spearman([], []));
    }

    [Fact]
    public void OnlyPlacesThatBothListsKnowCount()
    {
        // Without the unknown: 1 2 3 beside 2 3 1.
        double?[] left = [1, 9, 2, null, 3], right = [2, null, 3, -5, 1];
        Assert.Equal(-0.5, RankCorrelation.Spearman(left, right)!.Value, 1e-15);
        Assert.Equal(-1 / 3.0, RankCorrelation.Kendall(left, right)!.Value, 1e-15);
        Assert.Null(RankCorrelation.Spearman([1, null, 3], [null, 2, 4]));
    }

    [Fact]
    public void ListsOfUnequalLengthAreRefused()
    {
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Kendall([1], [1, 2]));
    }

    [Fact]
    public void WhatWasMeasuredIsEverythingOffTheDiagonalRowByRow() =>
        Assert.Equal([1, 2, 3, 4, 5, 6], AffinityMatrix.FromRows([[9, 1, 2], [3, 9, 4], [5, 6, 9]]).OffDiagonal());
}
