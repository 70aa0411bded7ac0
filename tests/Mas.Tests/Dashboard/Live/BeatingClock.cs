namespace Mas.Tests.Dashboard.Live;

/// <summary>A clock whose one timer rings when it is told to.</summary>
internal sealed class BeatingClock : TimeProvider
{
    private Action? _ring;

    /// <summary>How often the timer is to ring; null where there is none.</summary>
    internal TimeSpan? Period { get; private set; }

    /// <summary>Rings.</summary>
    internal void Beat() => _ring?.Invoke();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_ring, Period) = (() => callback(state), period);
        return new Timer(this);
    }

    private sealed class Timer(BeatingClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => (clock._ring, clock.Period) = (null, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
