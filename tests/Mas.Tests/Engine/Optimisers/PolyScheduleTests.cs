using Mas.Engine.Optimisers;

namespace Mas.Tests.Engine.Optimisers;

/// <summary>The learning rate falls to almost nothing over a run, from its first value or from where a warm-up led.</summary>
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

    [Theory]
    [InlineData(0, 0.019278538425)]
    [InlineData(1, 0.038557076850)]
    [InlineData(3, 0.077114153701)]
    [InlineData(4, 0.096392692126)]
    [InlineData(5, 0.095488538162)]
    public void AWarmUpRisesLinearlyToWhereTheDecayGoesOn(int round, double rate)
    {
        var schedule = new PolySchedule(0.1, 100, WarmUp: 4);
        var decay = new PolySchedule(0.1, 100);

        Assert.Equal(rate, schedule.Rate(round), 1e-10);
        Assert.True(round < 4 || schedule.Rate(round) == decay.Rate(round));
    }

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
