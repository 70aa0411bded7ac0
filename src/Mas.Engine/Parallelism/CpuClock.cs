using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mas.Engine.Parallelism;

/// <summary>Processor time, which waiting and other programs' work do not add to.</summary>
public static class CpuClock
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;

    private static readonly int? _threadClock =
        OperatingSystem.IsLinux() ? LinuxThreadClock : OperatingSystem.IsMacOS() ? MacThreadClock : null;

    /// <summary>
    /// Seconds of processor time the calling thread has used, for differences on one thread. Where the system does not
    /// tell (neither Linux nor macOS), elapsed seconds instead.
    /// </summary>
    public static double ThreadSeconds =>
        _threadClock is { } clock && ReadClock(clock, out var time) == 0
            ? time.Seconds + time.Nanoseconds * 1e-9
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <summary>Seconds of processor time all threads of this process have used.</summary>
    public static double ProcessSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, out ClockTime time);

    [StructLayout(LayoutKind.Sequential)]
    private struct ClockTime
    {
        internal nint Seconds;
        internal nint Nanoseconds;
    }
}
