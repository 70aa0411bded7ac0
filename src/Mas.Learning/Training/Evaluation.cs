using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Learning.Data;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// The losses of a model on views it does not train on.
/// </summary>
public static class Evaluation
{
    /// <summary>
    /// The mean loss of each task over all measured pixels of a split of one building; none where there are no views.
    /// </summary>
    /// <param name="encoder">The name of the encoder.</param>
    /// <param name="tasks">The group's tasks.</param>
    /// <param name="parameters">The model; read, never written.</param>
    /// <param name="building">The views.</param>
    /// <param name="split">Validation or test, usually.</param>
    /// <param name="batchSize">
    /// Views per batch; at least 1. The losses depend on it only where batch norms use the batch's statistics.
    /// </param>
    /// <param name="imageSize">Width and height of the pictures in pixels.</param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <param name="statistics">What batch norms use: their running statistics, or the batch's, which stay untracked.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static MeanLoss[] Losses(
        string encoder, IReadOnlyList<LearningTask> tasks, NamedTensors parameters, Building building, Split split,
        int batchSize, int imageSize, Workbench bench, CancellationToken cancellation,
        BatchStatistics statistics = BatchStatistics.Running)
    {
        var model = bench.Model(encoder, tasks);
        model.Parameters.Values.CopyFrom(parameters);
        var tape = bench.Tape();
        tape.Records = false;
        tape.Statistics = statistics;
        var views = building.Count(split);
        var sums = new LossSum[tasks.Count];
        for (var first = 0; first < views; first += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var indices = Enumerable.Range(first, Math.Min(batchSize, views - first)).ToArray();
            using var batch = new Batch(bench.Pool, indices.Length, imageSize, tasks);
            building.Fill(batch, split, indices, []);
            var features = model.Encoder.Forward(tape, batch.Images);
            var encoded = tape.Mark();
            for (var task = 0; task < tasks.Count; task++)
            {
                var output = model.Decoders[task].Forward(tape, features);
                sums[task].Add(MeanLoss.Of(
                    tasks[task].Objective.Loss(tape, output, batch.Targets[task], batch.Mask)));
                tape.Rewind(encoded);
            }

            tape.Rewind();
        }

        return [.. sums.Select(sum => sum.Mean)];
    }
}
