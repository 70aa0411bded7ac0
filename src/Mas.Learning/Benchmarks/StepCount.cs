using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Learning.Benchmarks;

/// <summary>
/// What a training step of a group takes, as counted on one: the same on every machine, and what an order of such steps
/// reports.
/// </summary>
/// <param name="Flops">Floating-point operations a picture.</param>
/// <param name="ProbeFlops">Those a picture that an affinity probe adds; 0 where none is made.</param>
/// <param name="FixedBytes">Memory for a batch of any size; see <see cref="Update.MemoryBytes"/>.</param>
/// <param name="PictureBytes">Memory every picture of the batch adds.</param>
public sealed record StepCount(long Flops, long ProbeFlops, long FixedBytes, long PictureBytes)
{
    /// <summary>
    /// Takes two steps on random data, of one picture and of two: all else is in proportion to the pictures.
    /// </summary>
    /// <param name="encoder">The name of the encoder.</param>
    /// <param name="tasks">The group's tasks.</param>
    /// <param name="imageSize">Width and height of the pictures in pixels.</param>
    /// <param name="step">The rule of the step.</param>
    /// <param name="affinity">How an affinity probe measures; null = none is made.</param>
    public static StepCount Of(
        string encoder, IReadOnlyList<LearningTask> tasks, int imageSize, StepRule step, AffinityRule? affinity)
    {
        var options = new BenchmarkOptions
        {
            Encoder = encoder,
            Tasks = string.Concat(tasks.Select(task => task.Letter)),
            ImageSize = imageSize,
            Batch = 1,
            Threads = 1,
        };
        using var one = new TestBed(options, TimeProvider.System);
        using var two = new TestBed(options with { Batch = 2 }, TimeProvider.System);
        var (flops, probeFlops, bytes) = one.Count(step, affinity);
        var pictureBytes = two.Count(step, affinity).MemoryBytes - bytes;
        return new StepCount(flops, probeFlops, bytes - pictureBytes, pictureBytes);
    }

    /// <summary>Pictures an order trains on: whole batches only, or all the client's views where it has fewer.</summary>
    /// <param name="views">The client's training views.</param>
    /// <param name="batch">Pictures a step, as asked.</param>
    /// <param name="epochs">Passes over the views.</param>
    public static long Pictures(int views, int batch, int epochs) =>
        views == 0 ? 0 : (long)TrainingBatches.Count(views, batch, epochs) * TrainingBatches.SizeOf(views, batch);

    /// <summary>Floating-point operations of an order.</summary>
    /// <param name="views">The client's training views.</param>
    /// <param name="batch">Pictures a step, as asked.</param>
    /// <param name="epochs">Passes over the views.</param>
    /// <param name="probeEvery">Steps from one probe to the next, the first included; 0 = no probes.</param>
    public long OrderFlops(int views, int batch, int epochs, int probeEvery)
    {
        if (views == 0)
        {
            return 0;
        }

        var steps = TrainingBatches.Count(views, batch, epochs);
        var probes = probeEvery == 0 ? 0 : (steps + probeEvery - 1) / probeEvery;
        return TrainingBatches.SizeOf(views, batch) * ((steps * Flops) + (probes * ProbeFlops));
    }

    /// <summary>Memory a device needs for batches of this size, in bytes.</summary>
    public long MemoryBytes(int batch) => FixedBytes + (batch * PictureBytes);
}
