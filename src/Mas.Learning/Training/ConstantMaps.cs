using Mas.Engine.Tensors;
using Mas.Learning.Examples;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// The best maps that are the same in every pixel of every picture: what a model must beat to have learned to see
/// anything; the task's objective finds them. Clients count (<see cref="Count"/>), the counts are added up, and the
/// constants found in them (<see cref="Best"/>) are tested by the clients (<see cref="Measure"/>).
/// </summary>
public static class ConstantMaps
{
    // Part of the definition: a loss is rounded once per batch.
    private const int ExamplesPerBatch = 8;

    /// <summary>How often each target value occurs in the training examples of one shard.</summary>
    /// <param name="shard">The examples.</param>
    /// <param name="tasks">The tasks; of those the shard has no labels of, nothing is counted.</param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <returns>By task, a histogram per target channel, of the pixels that the task measures.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IReadOnlyList<TargetHistogram>[] Count(
        IShard shard, IReadOnlyList<LearningTask> tasks, Workbench bench, CancellationToken cancellation)
    {
        var counts = tasks.Select(task => TargetHistogram.Empty(task.TargetChannels)).ToArray();
        var labelled = LabelledTasks.Of(tasks, shard);
        var own = labelled.Own(counts);
        ForBatches(shard, labelled.Tasks, Split.Train, bench, cancellation, batch =>
        {
            for (var task = 0; task < own.Count; task++)
            {
                Add(own[task], labelled.Tasks[task].Objective, batch.Targets[task], batch.Weights[task]);
            }
        });
        return counts;
    }

    /// <summary>
    /// The best output of a decoder that ignores its picture: by task, a number per output channel; null where
    /// nothing was measured.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="counts">By task, a histogram per target channel, over all clients.</param>
    public static float[]?[] Best(
        IReadOnlyList<LearningTask> tasks, IReadOnlyList<IReadOnlyList<TargetHistogram>> counts) =>
    [
        .. tasks.Zip(counts, (task, channels) =>
            channels[0].Total == 0 ? null : task.Objective.BestConstant(channels, task.Outputs)),
    ];

    /// <summary>The losses and metrics of constant outputs on the examples of one shard.</summary>
    /// <param name="outputs">By task, a number per output channel; null = the task has no loss.</param>
    /// <param name="shard">The examples.</param>
    /// <param name="tasks">The tasks; of those the shard has no labels of, nothing is measured.</param>
    /// <param name="split">Which examples.</param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EvaluatedTask[] Measure(
        IReadOnlyList<IReadOnlyList<float>?> outputs, IShard shard, IReadOnlyList<LearningTask> tasks, Split split,
        Workbench bench, CancellationToken cancellation)
    {
        TaskSum[] sums = [.. tasks.Select(task => new TaskSum(task))];
        var labelled = LabelledTasks.Of(tasks, shard);
        var (found, tested) = (labelled.Own(sums), labelled.Own(outputs));
        var tape = bench.Tape();
        tape.Records = false;
        ForBatches(shard, labelled.Tasks, split, bench, cancellation, batch =>
        {
            for (var task = 0; task < found.Count; task++)
            {
                if (tested[task] is not { } constants)
                {
                    continue;
                }

                var output = tape.Rent(batch.Targets[task].Shape with { Channels = labelled.Tasks[task].Outputs });
                for (var index = 0; index < output.Values.Length; index++)
                {
                    output.Values[index] = constants[index % constants.Count];
                }

                found[task].Add(tape, output, batch, task);
                tape.Rewind();
            }
        });
        return [.. sums.Select(sum => sum.Evaluated)];
    }

    private static void Add(
        IReadOnlyList<TargetHistogram> channels, Objective objective, Tensor target, Tensor mask)
    {
        var values = target.Values;
        for (var pixel = 0; pixel < target.Shape.Pixels; pixel++)
        {
            if (!objective.Measures(target, mask, pixel))
            {
                continue;
            }

            for (var channel = 0; channel < channels.Count; channel++)
            {
                channels[channel].Add(objective.BinOf(values[(pixel * channels.Count) + channel]));
            }
        }
    }

    private static void ForBatches(
        IShard shard, IReadOnlyList<LearningTask> tasks, Split split, Workbench bench, CancellationToken cancellation,
        Action<Batch> work)
    {
        var shape = BatchShape.Of(shard, tasks);
        var examples = tasks.Count > 0 ? shard.Count(split) : 0;
        for (var first = 0; first < examples; first += ExamplesPerBatch)
        {
            cancellation.ThrowIfCancellationRequested();
            var indices = Enumerable.Range(first, Math.Min(ExamplesPerBatch, examples - first)).ToArray();
            using var batch = new Batch(bench.Pool, indices.Length, shape);
            shard.Fill(batch, split, indices);
            work(batch);
        }
    }
}
