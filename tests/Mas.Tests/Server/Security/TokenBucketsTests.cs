using Mas.Server.Security;

namespace Mas.Tests.Server.Security;

/// <summary>Buckets that fill as time goes by.</summary>
public class TokenBucketsTests
{
    private readonly SteppedClock _clock = new();

    [Fact]
    public void ABucketHoldsAMinuteAndFillsEvenly()
    {
        var buckets = new TokenBuckets<string>(6, _clock);
        for (var token = 0; token < 6; token++)
        {
            Assert.Equal(TimeSpan.Zero, buckets.Take("castle"));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), buckets.Take("castle"));
        Assert.Equal(TimeSpan.Zero, buckets.Take("barn"));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), buckets.Wait("castle"));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, buckets.Wait("castle"));
        Assert.Equal(TimeSpan.Zero, buckets.Take("castle"));
        Assert.Equal(TimeSpan.FromSeconds(10), buckets.Take("castle"));
    }

    [Fact]
    public void WhatIsGivenBackIsThereAgainAndNoBucketHoldsMoreThanAMinute()
    {
        var buckets = new TokenBuckets<string>(1, _clock);
        Assert.Equal(TimeSpan.Zero, buckets.Take("castle"));
        Assert.Equal(TimeSpan.FromMinutes(1), buckets.Wait("castle"));

        buckets.GiveBack("castle");
        buckets.GiveBack("castle");
        buckets.GiveBack("barn");

        Assert.Equal(TimeSpan.Zero, buckets.Take("castle"));
        Assert.Equal(TimeSpan.FromMinutes(1), buckets.Take("castle"));
    }

    [Fact]
    public void FullBucketsTakeNoMemory()
    {
        var buckets = new TokenBuckets<int>(60, _clock);
        for (var number = 0; number < 1000; number++)
        {
            buckets.Take(number);
        }

        Assert.Equal(1000, buckets.Count);

        _clock.Advance(TimeSpan.FromSeconds(11));
        buckets.Take(0);

        Assert.Equal(1, buckets.Count);
    }

    [Fact]
    public void ManyAtOnceGetAsManyTokensAsThereAre()
    {
        var buckets = new TokenBuckets<string>(100, _clock);
        var taken = 0;

        Parallel.For(0, 1000, _ =>
        {
            if (buckets.Take("castle") == TimeSpan.Zero)
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(100, taken);
    }
}
