using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;

namespace Mas.Tests.Server.Security;

/// <summary>What a device has used of its day.</summary>
public class DeviceLimitsTests
{
    private readonly SteppedClock _clock = new();
    private readonly DeviceRow _device = new()
    {
        Id = "castle",
        Client = "castle",
        PublicKey = [],
        Tasks = "s",
        TrainingViews = 1,
        ValidationViews = 0,
        TestViews = 0,
    };

    [Fact]
    public void WhatWasCountedAndDidNotComeIsGivenBack()
    {
        var limits = Limits();

        limits.GiveBack(limits.Count(_device, 80), 70);
        limits.Count(_device, 90);

        Assert.Equal(429, Assert.Throws<Refusal>(() => limits.Count(_device, 1)).Status);
    }

    [Fact]
    public void WhatIsRefusedUsesNothing()
    {
        var limits = Limits();
        limits.Count(_device, 80);

        Assert.Throws<Refusal>(() => limits.Count(_device, 21));
        Assert.Throws<Refusal>(() => limits.Count(_device, long.MaxValue));
        limits.Count(_device, 20);
    }

    [Fact]
    public void EachDayHasItsOwnAndYesterdaysGiveNothingBack()
    {
        var limits = Limits();
        var yesterdays = limits.Count(_device, 100);
        Assert.Equal(TimeSpan.FromHours(12), Assert.Throws<Refusal>(() => limits.Count(_device, 1)).RetryAfter);
        _clock.Advance(TimeSpan.FromHours(12));

        limits.Count(_device, 100);
        limits.GiveBack(yesterdays, 100);

        Assert.Throws<Refusal>(() => limits.Count(_device, 1));
    }

    private DeviceLimits Limits() => new(new LimitTerms { BytesPerDay = 100 }, _clock);
}
