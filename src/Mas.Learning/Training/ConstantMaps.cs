using Mas.Engine.Tensors;
using Mas.Learning.Data;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// The best maps that are the same in every pixel of every picture: what a model must beat to have learned to see
/// anything. Medians of the valid pixels, which no other constant has less absolute error than; for classes the logarithm of
/// how often each occurs, which no other has less cross entropy than.
/// </summary>
public static class ConstantMaps
{
    // Pixels looked at, about: medians of more are no different, and all of a large data set would fill the memory.
    private const long MostPixels = 1 << 20;

    /// <summary>The losses of the best constant maps of the training views.</summary>
    /// <param name="dataset">The views.</param>
    /// <param name="tasks">The tasks, a selection of the data set's.</param>
    /// <param name="split">The views to evaluate on.</param>
    /// <param name="batchSize">Views per batch; at least 1. The losses do not depend on it.</param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <returns>
    /// The mean loss of each task over all measured pixels; none where nothing was measured, in training views or here.
    /// </returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static MeanLoss[] Losses(
        Dataset dataset, IReadOnlyList<LearningTask> tasks, Split split, int batchSize, Workbench bench,
        CancellationToken cancellation) => Losses(
        Outputs(dataset, tasks, batchSize, bench, cancellation), dataset, tasks, split, batchSize, bench, cancellation);

    /// <summary>
    /// What a decoder that ignores its picture had best put out: by task, a number per channel; null where the training
    /// views have nothing to measure.
    /// </summary>
    internal static float[]?[] Outputs(
        Dataset dataset, IReadOnlyList<LearningTask> tasks, int batchSize, Workbench bench,
        CancellationToken cancellation)
    {
        var pixels = dataset.Buildings.Sum(building => (long)building.Count(Split.Train))
            * dataset.ImageSize * dataset.ImageSize;
        var stride = (int)Math.Max(1, pixels / MostPixels);
        var values = tasks.Select(task =>
            Enumerable.Range(0, task.TargetChannels).Select(_ => new List<float>()).ToArray()).ToArray();
        ForBatches(dataset, tasks, Split.Train, batchSize, bench, cancellation, batch =>
        {
            for (var task = 0; task < tasks.Count; task++)
            {
                var target = batch.Targets[task];
                for (var pixel = 0; pixel < target.Shape.Pixels; pixel += stride)
                {
                    if (!TaskLosses.Measures(tasks[task], target, batch.Mask, pixel))
                    {
                        continue;
                    }

                    for (var channel = 0; channel < values[task].Length; channel++)
                    {
                        values[task][channel].Add(target.Values[(pixel * values[task].Length) + channel]);
                    }
                }
            }
        });
        return [.. tasks.Select((task, index) => values[index][0].Count == 0 ? null
            : task.Loss == TaskLoss.CrossEntropy ? LogFrequencies(values[index][0], task.Outputs)
            : values[index].Select(Median).ToArray())];
    }

    /// <summary>The losses of constant outputs.</summary>
    internal static MeanLoss[] Losses(
        float[]?[] outputs, Dataset dataset, IReadOnlyList<LearningTask> tasks, Split split, int batchSize,
        Workbench bench, CancellationToken cancellation)
    {
        var sums = new LossSum[tasks.Count];
        var tape = bench.Tape();
        tape.Records = false;
        ForBatches(dataset, tasks, split, batchSize, bench, cancellation, batch =>
        {
            for (var task = 0; task < tasks.Count; task++)
            {
                if (outputs[task] is not { } constants)
                {
                    continue;
                }

                var output = tape.Rent(new Shape(batch.Size, batch.ImageSize, batch.ImageSize, tasks[task].Outputs));
                for (var index = 0; index < output.Values.Length; index++)
                {
                    output.Values[index] = constants[index % constants.Length];
                }

                sums[task].Add(tape.Loss(tasks[task], output, batch.Targets[task], batch.Mask).Read());
                tape.Rewind();
            }
        });
        return [.. sums.Select(sum => sum.Mean)];
    }

    private static void ForBatches(
        Dataset dataset, IReadOnlyList<LearningTask> tasks, Split split, int batchSize, Workbench bench,
        CancellationToken cancellation, Action<Batch> work)
    {
        foreach (var building in dataset.Buildings)
        {
            var views = building.Count(split);
            for (var first = 0; first < views; first += batchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var indices = Enumerable.Range(first, Math.Min(batchSize, views - first)).ToArray();
                using var batch = new Batch(bench.Pool, indices.Length, dataset.ImageSize, tasks);
                building.Fill(batch, split, indices, []);
                work(batch);
            }
        }
    }

    private static float Median(List<float> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    // A class that never occurs gets as much as one that occurs once in ten million pixels.
    private static float[] LogFrequencies(List<float> classes, int count)
    {
        var frequencies = new double[count];
        foreach (var found in classes)
        {
            frequencies[(int)found]++;
        }

        return [.. frequencies.Select(times => (float)Math.Log(Math.Max(times / classes.Count, 1e-7)))];
    }
}
