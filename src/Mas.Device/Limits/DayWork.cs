namespace Mas.Device.Limits;

/// <summary>A piece of work that counts against a day: elapsed seconds, and processor time of this process.</summary>
internal sealed class DayWork : IDisposable
{
    private readonly DayBook _book;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly TimeSpan _cpu = Cpu;

    internal DayWork(DayBook book, TimeProvider time) => (_book, _time, _began) = (book, time, time.GetTimestamp());

    private static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    /// <summary>It is over, and counted.</summary>
    public void Dispose() =>
        _book.Add(_time.GetElapsedTime(_began).TotalSeconds, (Cpu - _cpu).TotalSeconds, 0);
}
