namespace Mas.Dashboard.Live;

/// <summary>
/// Tells pages that there is something new to draw: looks a few times per second, as long as there is a listener, and
/// calls only when something has changed. So however fast things happen, pages are drawn no more often than it beats.
/// </summary>
/// <param name="changed">Whether something has changed since it was last asked.</param>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(Func<bool> changed, TimeProvider time)
{
    /// <summary>Between two looks.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    private readonly Lock _turn = new();
    private ITimer? _timer;
    private Action? _listeners;

    /// <summary>There is something new. Listeners return at once; they are called on any thread.</summary>
    internal event Action Changed
    {
        add
        {
            lock (_turn)
            {
                _listeners += value;
                _timer ??= time.CreateTimer(_ => Beat(), null, Interval, Interval);
            }
        }

        remove
        {
            lock (_turn)
            {
                _listeners -= value;
                if (_listeners is null)
                {
                    _timer?.Dispose();
                    _timer = null;
                }
            }
        }
    }

    private void Beat()
    {
        if (changed())
        {
            _listeners?.Invoke();
        }
    }
}
