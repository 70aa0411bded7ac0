using Mas.Learning;

namespace Mas.Tests.Learning;

public class RealRangeTests
{
    private static readonly RealRange _above = new(0, 10) { ExcludesMinimum = true };
    private static readonly RealRange _below = new(0, 1) { ExcludesMaximum = true };

    [Fact]
    public void TheEndsAreIncludedUnlessStatedOtherwise()
    {
        Assert.True(new RealRange(0, 1).Contains(0) && new RealRange(0, 1).Contains(1));
        Assert.True(!_above.Contains(0) && _above.Contains(double.Epsilon) && _above.Contains(10));
        Assert.True(_below.Contains(0) && !_below.Contains(1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NoRangeHasWhatIsNotFinite(double value) =>
        Assert.False(new RealRange(0, double.PositiveInfinity).Contains(value));

    [Fact]
    public void ARangeReadsAsASentenceHasIt()
    {
        Assert.Equal("0 to 1e15", new RealRange(0, 1e15).ToString());
        Assert.Equal("above 0 and at most 10", _above.ToString());
        Assert.Equal("at least 0 and below 1", _below.ToString());
        Assert.Equal("at least 0", new RealRange(0, double.PositiveInfinity).ToString());
        Assert.Equal(["--mu is 11; expected a number, above 0 and at most 10."], _above.Faults("--mu", 11));
    }
}
