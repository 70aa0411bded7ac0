using Mas.Server.Refusals;
using Mas.Server.Security;
using Mas.Server.Storage;

namespace Mas.Tests.Server.Security;

/// <summary>What a device has used of its day.</summary>
public class DeviceLimitsTests
{
    [Fact]
    public void WhatWasCountedAndDidNotComeIsGivenBack()
    {
        using var limits = new DeviceLimits(new LimitTerms { BytesPerDay = 100 }, TimeProvider.System);
        var device = new DeviceRow
        {
            Id = "castle",
            Client = "castle",
            PublicKey = [],
            Tasks = "s",
            TrainingViews = 1,
            ValidationViews = 0,
            TestViews = 0,
        };

        limits.Count(device, 80);
        limits.GiveBack(device, 70);
        limits.Count(device, 90);

        Assert.Equal(429, Assert.Throws<Refusal>(() => limits.Count(device, 1)).Status);
    }
}
