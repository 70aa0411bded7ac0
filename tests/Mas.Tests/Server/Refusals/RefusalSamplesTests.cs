using Mas.Server.Refusals;

namespace Mas.Tests.Server.Refusals;

public class RefusalSamplesTests
{
    private readonly SteppedClock _clock = new();

    [Fact]
    public void TheFirstOfAnAddressAreTakenAndTheOthersCounted()
    {
        var samples = new RefusalSamples(2, 10, _clock);

        Assert.Equal(
            [true, true, false, false, false], Enumerable.Range(0, 5).Select(_ => samples.Take("a", out var _)));
        Assert.True(samples.Take("b", out var early));
        Assert.Null(early);

        _clock.Advance(RefusalSamples.Minute);
        Assert.True(samples.Take("a", out var over));
        Assert.Equal(new LeftOutRefusals("a", 1, 3), over);
        Assert.Equal("3 more refusals within a minute.", $"{over}");
        Assert.Null(samples.Over());
    }

    [Fact]
    public void ThousandsOfAddressesAreBoundedTogether()
    {
        var samples = new RefusalSamples(2, 10, _clock);
        var taken = Enumerable.Range(0, 5000).Count(index => samples.Take($"{index}", out _));

        Assert.Equal(10, taken);
        Assert.Equal(new LeftOutRefusals(RefusalSamples.Elsewhere, 1, 4990), samples.Over());
    }
}
