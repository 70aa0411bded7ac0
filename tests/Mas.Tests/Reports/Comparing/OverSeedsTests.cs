using Mas.Reports.Comparing;

namespace Mas.Tests.Reports.Comparing;

public class OverSeedsTests
{
    [Fact]
    public void TheDeviationIsThatOfASample()
    {
        var over = OverSeeds.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(5, over.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), over.StandardDeviation!.Value, 1e-15);
    }

    [Fact]
    public void OneSeedHasNoDeviation() => Assert.Null(OverSeeds.Of([0.5]).StandardDeviation);

    [Fact]
    public void EqualValuesHaveNone() => Assert.Equal(0, OverSeeds.Of([3, 3, 3]).StandardDeviation);

    [Fact]
    public void ALossThatIsNoNumberStaysOne() => Assert.True(double.IsNaN(OverSeeds.Of([1, double.NaN]).Mean));

    [Fact]
    public void NothingHasNoMean() => Assert.Throws<ArgumentException>(() => OverSeeds.Of([]));

    [Fact]
    public void MatricesAreTakenElementByElementOverTheSeedsThatKnowIt()
    {
        double?[][][] matrices = [[[1, 2, null], [3, 4, null]], [[1, 4, 8], [6, 4, null]]];

        var over = OverSeeds.Each(matrices);

        Assert.Equal([1, 3, 8, 4.5, 4, null], over.SelectMany(row => row).Select(element => element?.Mean));
        Assert.Equal([3, 6], over[1][0]!.Values);
        Assert.Equal(Math.Sqrt(2), over[0][1]!.StandardDeviation!.Value, 1e-15);
        Assert.Null(over[0][2]!.StandardDeviation);
    }
}
