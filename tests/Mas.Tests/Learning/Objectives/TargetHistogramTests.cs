using Mas.Learning.Objectives;

namespace Mas.Tests.Learning.Objectives;

public sealed class TargetHistogramTests
{
    [Fact]
    public void ABinsMiddleLiesNearEveryValueInIt()
    {
        var random = new Random(1);
        for (var draw = 0; draw < 10_000; draw++)
        {
            var value = (float)((random.NextDouble() < 0.5 ? -1 : 1) * Math.Pow(2, (random.NextDouble() * 25) - 9.9));
            Assert.InRange(TargetHistogram.ValueOf(TargetHistogram.BinOf(value)) / value, 1 - 0.008f, 1 + 0.008f);
        }
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.0009f, 0)]
    [InlineData(-0.0009f, 0)]
    [InlineData(0.0009765625f, 1)]
    [InlineData(1e30f, TargetHistogram.LargestBin)]
    [InlineData(-1e30f, -TargetHistogram.LargestBin)]
    public void SmallValuesCountAsZeroAndLargeOnesAsTheLargest(float value, int bin) =>
        Assert.Equal(bin, TargetHistogram.BinOf(value));

    [Fact]
    public void BinsGrowWithValues()
    {
        var values = Enumerable.Range(-2000, 4001).Select(step => step / 250f).ToArray();

        Assert.Equal(values.Select(TargetHistogram.BinOf).Order(), values.Select(TargetHistogram.BinOf));
    }

    [Fact]
    public void TheMedianOfManyClientsIsThatOfAllTheirValues()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 3001).Select(_ => (float)(random.NextDouble() - 0.3)).ToArray();
        var sum = new TargetHistogram();
        foreach (var client in values.Chunk(700).Reverse())
        {
            var own = new TargetHistogram();
            foreach (var value in client)
            {
                own.Add(TargetHistogram.BinOf(value));
            }

            TargetHistogram.Add([[sum]], [[own]]);
        }

        Assert.Equal(values.Length, sum.Total);
        Assert.Equal(values.Order().ElementAt(values.Length / 2), sum.Median(), 0.003);
    }

    [Fact]
    public void ClassesAreAsLikelyAsTheyAreFrequent()
    {
        var histogram = new TargetHistogram();
        histogram.Add(1, 30);
        histogram.Add(3, 10);

        Assert.Equal(
            [1e-7, 0.75, 1e-7, 0.25], histogram.LogFrequencies(4).Select(logit => Math.Exp(logit)),
            (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void WhatHasNoValueHasNoBins()
    {
        var none = new TargetHistogram();
        Assert.Equal((0, 0, 0L), (none.LowestBin, none.HighestBin, none.Total));
    }
}
