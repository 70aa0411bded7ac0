using Mas.Dashboard.Live;

namespace Mas.Tests.Dashboard.Live;

public class HeartbeatTests
{
    private readonly BeatingClock _clock = new();

    [Fact]
    public void ListenersAreCalledOnceABeatHoweverMuchHasChanged()
    {
        var (changed, calls) = (false, 0);
        var heartbeat = new Heartbeat(() => Interlocked.Exchange(ref changed, false), _clock);
        heartbeat.Changed += () => calls++;
        for (var happened = 0; happened < 100; happened++)
        {
            changed = true;
        }

        _clock.Beat();
        _clock.Beat();

        Assert.Equal(1, calls);
    }

    [Fact]
    public void NobodyLooksWhileNobodyListens()
    {
        var looks = 0;
        var heartbeat = new Heartbeat(() => ++looks > 0, _clock);
        static void Listener()
        {
        }

        Assert.Null(_clock.Period);
        heartbeat.Changed += Listener;
        heartbeat.Changed += Listener;
        heartbeat.Changed -= Listener;
        Assert.Equal(Heartbeat.Interval, _clock.Period);
        _clock.Beat();
        heartbeat.Changed -= Listener;

        Assert.Null(_clock.Period);
        Assert.Equal(1, looks);
    }
}
