using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Learning.Needs;

/// <summary>
/// What a training step of a group takes: the same on every machine, and what an order of such steps reports.
/// </summary>
/// <param name="Flops">Floating-point operations a picture.</param>
/// <param name="ProbeFlops">Those a picture that an affinity probe adds; 0 where none is made.</param>
/// <param name="OneBytes">Memory for a batch of one picture; see <see cref="Update.MemoryBytes"/>.</param>
/// <param name="PictureBytes">Memory every further picture of the batch adds.</param>
public sealed record StepCount(long Flops, long ProbeFlops, long OneBytes, double PictureBytes)
{
    /// <summary>
    /// Pixels of the largest batch that is walked through, a tensor of which has fewer elements than an integer can
    /// count. So many pictures are long in proportion.
    /// </summary>
    private const int MostPixels = 1 << 23;

    /// <summary>
    /// Walks through two steps on paper, of one picture and of a batch: exact for both. Between them memory is
    /// continued in a straight line, which is at most 3 % too little. It takes milliseconds, whatever the size.
    /// </summary>
    /// <param name="description">The group's model.</param>
    /// <param name="batch">Pictures a step, as asked.</param>
    /// <param name="step">The rule of the step.</param>
    /// <param name="affinity">How an affinity probe measures; null = none is made.</param>
    /// <param name="catalogue">Where the parts of the model are found by name.</param>
    public static StepCount Of(
        ModelDescription description, int batch, StepRule step, AffinityRule? affinity,
        LearningCatalogue catalogue)
    {
        var tasks = description.Tasks;
        var most = Math.Clamp(batch, 2, Math.Max(2, MostPixels / description.Input.Positions));
        var (flops, probeFlops, bytes) = Walk(1);
        return new StepCount(flops, probeFlops, bytes, (Walk(most).Bytes - bytes) / (most - 1.0));

        (long Flops, long ProbeFlops, long Bytes) Walk(int pictures)
        {
            using var bench = Workbench.OnPaper(catalogue);
            var model = bench.Model(description);
            var tape = bench.Tape();
            using var paper = new Batch(bench.Pool, pictures, model.Examples);
            var losses = new MeanLoss[tasks.Count];
            var rule = step.Begin(tasks.Count, null, default);
            var probe = rule is null && affinity is { } how
                ? new AffinityProbe(model, tape, learningRate: 0, weightDecay: 0) { Rule = how } : null;
            var walked = rule?.Run(model, tape, paper, losses)
                ?? TrainingStep.Flops(TrainingStep.Run(model, tape, paper, losses, probe));
            return (
                walked, probe?.Flops ?? 0,
                step.MemoryBytes(model.Parameters.Values.Layout, bench.Pool.MostLentBytes));
        }
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
    public long MemoryBytes(int batch) => OneBytes + (long)Math.Round((batch - 1) * PictureBytes);
}
