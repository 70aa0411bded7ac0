using Mas.Learning.Benchmarks;

namespace Mas.Tests.Learning.Benchmarks;

public class SpreadTests
{
    [Theory]
    [InlineData(new[] { 5.0 }, 5, 5, 5)]
    [InlineData(new[] { 9.0, 1, 4 }, 1, 4, 9)]
    [InlineData(new[] { 9.0, 1, 4, 2 }, 1, 3, 9)]
    public void TheMedianIsTheMiddle(double[] times, double min, double median, double max) =>
        Assert.Equal(new Spread(min, median, max), Spread.Of(times));
}
