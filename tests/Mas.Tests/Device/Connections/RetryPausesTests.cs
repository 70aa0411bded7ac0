using System.Net.Http.Headers;
using Mas.Device.Connections;
using Mas.Tests.Federation;

namespace Mas.Tests.Device.Connections;

/// <summary>How long is waited between tries.</summary>
public sealed class RetryPausesTests
{
    private readonly TestClock _clock = new();
    private readonly RetryPauses _pauses;

    public RetryPausesTests() =>
        _pauses = new RetryPauses(new RetryPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)), _clock);

    [Fact]
    public void PausesGrowToTheLongestAndAreNeverLessThanHalfOfWhatIsDue()
    {
        foreach (var due in new[] { 1, 2, 4, 5, 5 })
        {
            Assert.InRange(_pauses.Next().TotalSeconds, due / 2.0, due);
        }
    }

    [Fact]
    public void TheyBeginAgainWithTheFirst()
    {
        foreach (var due in new[] { 1, 2 })
        {
            Assert.InRange(_pauses.Next().TotalSeconds, due / 2.0, due);
        }

        _pauses.Reset();

        Assert.InRange(_pauses.Next().TotalSeconds, 0.5, 1);
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(100_000, 300)]
    public void WhatTheOtherSideAsksForIsKeptToButNotForEver(int asked, int expected) => Assert.Equal(
        expected, _pauses.Next(new RetryConditionHeaderValue(TimeSpan.FromSeconds(asked))).TotalSeconds);

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    public void WhatIsAskedForIsNoReasonToHurry(int asked) => Assert.InRange(
        _pauses.Next(new RetryConditionHeaderValue(_clock.Now.AddSeconds(asked))).TotalSeconds, 0.5, 1);

    [Fact]
    public void AMomentIsAsGoodAsALength() => Assert.Equal(
        40, _pauses.Next(new RetryConditionHeaderValue(_clock.Now.AddSeconds(40))).TotalSeconds);
}
