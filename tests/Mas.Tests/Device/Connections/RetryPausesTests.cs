using System.Net.Http.Headers;
using Mas.Device.Connections;

namespace Mas.Tests.Device.Connections;

/// <summary>How long is waited between tries.</summary>
public sealed class RetryPausesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void PausesGrowToTheLongestAndAreNeverLessThanHalfOfWhatIsDue()
    {
        var pauses = new RetryPauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        foreach (var due in new[] { 1, 2, 4, 5, 5 })
            Assert.InRange(pauses.Next(null, Now).TotalSeconds, due / 2.0, due);
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(100_000, 300)]
    public void WhatTheOtherSideAsksForIsKeptToButNotForEver(int asked, int expected) => Assert.Equal(
        expected,
        new RetryPauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
            .Next(new RetryConditionHeaderValue(TimeSpan.FromSeconds(asked)), Now).TotalSeconds);

    [Fact]
    public void AMomentIsAsGoodAsALength() => Assert.Equal(
        40,
        new RetryPauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))
            .Next(new RetryConditionHeaderValue(Now.AddSeconds(40)), Now).TotalSeconds);
}
