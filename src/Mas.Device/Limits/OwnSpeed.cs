using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Learning.Models;
using Mas.Learning.Needs;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;

namespace Mas.Device.Limits;

/// <summary>How fast a device trains, measured once and kept in its folder.</summary>
/// <param name="OperationsPerSecond">Floating-point operations a second that training sustains.</param>
/// <param name="Threads">The threads it was measured with.</param>
/// <param name="Task">The mark of the task it was measured with.</param>
/// <param name="Machine">The machine it was measured on; a folder may be moved to another.</param>
internal sealed record OwnSpeed(double OperationsPerSecond, int Threads, string Task, string Machine)
{
    /// <summary>The file.</summary>
    internal const string FileName = "speed.json";

    private const double Seconds = 0.3;
    private const int Columns = 64;

    private static readonly LearningTask _rows =
        new("rows", "rows", "rows", "rows", 1, SquaredErrorObjective.Instance) { Head = Heads.Linear.Name };

    /// <summary>
    /// The speed recorded in a device's folder, measured again if threads, task or machine differ.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="tasks">The listed tasks that the device can learn; where there are none, a standard one is measured.</param>
    /// <param name="catalogue">Where the parts of the measured model are found by name.</param>
    /// <param name="threads">Threads it trains with.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the measuring.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static OwnSpeed LoadOrMeasure(
        string directory, IReadOnlyList<LearningTask> tasks, LearningCatalogue catalogue, int threads, TimeProvider time,
        CancellationToken cancellation)
    {
        var path = Path.Combine(directory, FileName);
        var options = Measured(tasks, catalogue) with { Batch = 4, Threads = threads };
        var (task, machine) = (options.Tasks, $"{Environment.MachineName}, {Environment.ProcessorCount} processors");
        if (DeviceJson.Read(path, DeviceJson.Default.OwnSpeed) is { OperationsPerSecond: > 0 } kept
            && double.IsFinite(kept.OperationsPerSecond)
            && (kept.Threads, kept.Task, kept.Machine) == (threads, task, machine))
        {
            return kept;
        }

        var measured = new OwnSpeed(StepSpeed.Measure(options, Seconds, time, cancellation), threads, task, machine);
        DurableFile.WriteJson(path, measured, DeviceJson.Default.OwnSpeed);
        return measured;
    }

    /// <summary>Small pictures where the catalogue has their encoder, else rows.</summary>
    private static TimedModelOptions Measured(IReadOnlyList<LearningTask> tasks, LearningCatalogue catalogue)
    {
        var options = new TimedModelOptions { Learning = catalogue, ImageSize = 32 };
        return catalogue.Encoders.Any(encoder => encoder.Name == options.Encoder)
            ? options with
            {
                Tasks = tasks.FirstOrDefault(TaskonomyTasks.All.Contains)?.Mark ?? TaskonomyTasks.StandardSet[..1],
            }
            : options with
            {
                Encoder = Encoders.Mlp.Name,
                Input = FieldShape.Flat(Columns),
                Learning = catalogue.With(_rows),
                Tasks = TaskMarks.Write([_rows.Mark]),
            };
    }
}
