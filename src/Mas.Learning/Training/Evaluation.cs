using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Learning.Examples;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>What a model is worth on examples it does not train on.</summary>
public static class Evaluation
{
    /// <summary>
    /// The mean loss of each task, and the sums of its metrics, over all measured positions of a split of one shard; no
    /// loss where there are no examples, or none of them has a label of the task.
    /// </summary>
    /// <param name="description">The model.</param>
    /// <param name="parameters">Its parameters; read, never written.</param>
    /// <param name="shard">The examples.</param>
    /// <param name="split">Validation or test, usually.</param>
    /// <param name="batchSize">
    /// Examples per batch; at least 1. The losses depend on it only where batch norms use the batch's statistics.
    /// </param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <param name="statistics">What batch norms use: their running statistics, or the batch's, which stay untracked.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EvaluatedTask[] Measure(
        ModelDescription description, NamedTensors parameters, IShard shard, Split split,
        int batchSize, Workbench bench, CancellationToken cancellation,
        BatchStatistics statistics = BatchStatistics.Running)
    {
        TaskSum[] sums = [.. description.Tasks.Select(task => new TaskSum(task))];
        var labelled = LabelledTasks.Of(description.Tasks, shard);
        var found = labelled.Own(sums);
        if (found.Count == 0)
        {
            return [.. sums.Select(sum => sum.Evaluated)];
        }

        var model = labelled.Model(bench, description, parameters);
        var tape = bench.Tape();
        tape.Records = false;
        tape.Statistics = statistics;
        var shape = model.BatchOf(shard);
        var examples = shard.Count(split);
        for (var first = 0; first < examples; first += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var indices = Enumerable.Range(first, Math.Min(batchSize, examples - first)).ToArray();
            using var batch = new Batch(bench.Pool, indices.Length, shape);
            shard.Fill(batch, split, indices);
            var features = model.Encoder.Forward(tape, batch.Input);
            var encoded = tape.Mark();
            for (var task = 0; task < found.Count; task++)
            {
                var output = model.Heads[task].Forward(tape, features);
                found[task].Add(tape, output, batch, task);
                tape.Rewind(encoded);
            }

            tape.Rewind();
        }

        return [.. sums.Select(sum => sum.Evaluated)];
    }
}
