using Mas.Engine.Optimisers;

namespace Mas.Tests.Engine.Optimisers;

/// <summary>The learning rate falls from its first value to almost nothing over a run.</summary>
public class PolyScheduleTests
{
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.099099548341)]
    [InlineData(30, 0.072541784694)]
    [InlineData(50, 0.053588673127)]
    [InlineData(99, 0.001584893192)]
    [InlineData(100, 0)]
    public void TheRateIsThePublishedFormula(int round, double rate) =>
        Assert.Equal(rate, new PolySchedule(0.1, 100).Rate(round), 1e-10);

    [Fact]
    public void TheRateFallsEveryRound()
    {
        var schedule = new PolySchedule(1, 10);
        for (var round = 1; round < 10; round++)
        {
            Assert.InRange(schedule.Rate(round), double.Epsilon, Math.BitDecrement(schedule.Rate(round - 1)));
        }
    }
}
