namespace Mas.Device.Limits;

/// <summary>A piece of work that counts against a day: elapsed seconds, and processor time of this process.</summary>
internal sealed class DayWork : IDisposable
{
    private readonly DailyUsage _usage;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly TimeSpan _cpu = Cpu;

    internal DayWork(DailyUsage usage, TimeProvider time) =>
        (_usage, _time, _began) = (usage, time, time.GetTimestamp());

    private static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    /// <summary>It is over, and counted.</summary>
    public void Dispose() =>
        _usage.Add(_time.GetElapsedTime(_began).TotalSeconds, (Cpu - _cpu).TotalSeconds, 0);
}
