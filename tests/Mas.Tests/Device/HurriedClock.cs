namespace Mas.Tests.Device;

/// <summary>A clock that goes right, but whose timers ring ten times as soon: who waits by it waits a tenth as long.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private const int Times = 10;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private static TimeSpan Hurried(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Times;
}
