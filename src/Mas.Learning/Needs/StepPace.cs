using Mas.Engine.Parallelism;

namespace Mas.Learning.Needs;

/// <summary>How fast clients take training steps here when as many train at once as there are threads.</summary>
/// <param name="CpuSecondsAPicture">Processor time of a picture.</param>
/// <param name="CpuSecondsASecond">Processor time a second gives: at most the threads.</param>
/// <param name="CpuSeconds">Processor time that went into finding out.</param>
public sealed record StepPace(double CpuSecondsAPicture, double CpuSecondsASecond, double CpuSeconds)
{
    private const int WarmUpSteps = 3;

    /// <summary>Measures: every thread takes steps of its own, for so long.</summary>
    /// <param name="options">The model, its batch, and the threads.</param>
    /// <param name="seconds">How long, after a warm-up; at least one step a thread is taken.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static StepPace Measure(
        TimedModelOptions options, double seconds, TimeProvider time, CancellationToken cancellation)
    {
        var found = new (long Steps, double Cpu, double Wall)[options.Threads];
        var threads = Enumerable.Range(0, options.Threads).Select(index => new Thread(() =>
        {
            using var bed = new TimedModel(options with { Threads = 1 }, time);
            for (var step = 0; step < WarmUpSteps && !cancellation.IsCancellationRequested; step++)
            {
                bed.Step();
            }

            var (began, cpu, steps) = (time.GetTimestamp(), CpuClock.ThreadSeconds, 0L);
            do
            {
                bed.Step();
                steps++;
            }
            while (time.GetElapsedTime(began).TotalSeconds < seconds && !cancellation.IsCancellationRequested);
            found[index] = (steps, CpuClock.ThreadSeconds - cpu, time.GetElapsedTime(began).TotalSeconds);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        var cpuSeconds = found.Sum(thread => thread.Cpu);
        return new StepPace(
            cpuSeconds / (found.Sum(thread => thread.Steps) * options.Batch),
            found.Sum(thread => thread.Cpu / thread.Wall), cpuSeconds);
    }
}
