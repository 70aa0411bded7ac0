using Mas.Learning.Benchmarks;
using Mas.Learning.Files;
using Mas.Learning.Tasks;

namespace Mas.Device.Limits;

/// <summary>How fast a device trains, measured once and kept in its folder.</summary>
/// <param name="OperationsPerSecond">Floating-point operations a second that training sustains.</param>
/// <param name="Threads">The threads it was measured with.</param>
/// <param name="Task">The letter of the task it was measured with.</param>
/// <param name="Machine">The machine it was measured on; a folder may be moved to another.</param>
internal sealed record OwnSpeed(double OperationsPerSecond, int Threads, string Task, string Machine)
{
    /// <summary>The file.</summary>
    internal const string FileName = "speed.json";

    private const double Seconds = 0.3;

    /// <summary>
    /// The speed recorded in a device's folder, measured again if threads, task or machine differ.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="tasks">The listed tasks that the device can learn; where there are none, a standard one is measured.</param>
    /// <param name="threads">Threads it trains with.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the measuring.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static OwnSpeed LoadOrMeasure(
        string directory, IReadOnlyList<LearningTask> tasks, int threads, TimeProvider time, CancellationToken cancellation)
    {
        var path = Path.Combine(directory, FileName);
        var (task, machine) = (
            tasks.FirstOrDefault(TaskonomyTasks.All.Contains)?.Mark ?? TaskonomyTasks.StandardSet[..1],
            $"{Environment.MachineName}, {Environment.ProcessorCount} processors");
        if (DeviceJson.Read(path, DeviceJson.Default.OwnSpeed) is { OperationsPerSecond: > 0 } kept
            && double.IsFinite(kept.OperationsPerSecond)
            && (kept.Threads, kept.Task, kept.Machine) == (threads, task, machine))
        {
            return kept;
        }

        var options = new BenchmarkOptions { Tasks = task, ImageSize = 32, Batch = 4, Threads = threads };
        var measured = new OwnSpeed(StepSpeed.Measure(options, Seconds, time, cancellation), threads, task, machine);
        DurableFile.WriteJson(path, measured, DeviceJson.Default.OwnSpeed);
        return measured;
    }
}
