using Mas.Engine.Autograd;
using Mas.Engine.Optimisers;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Learning.Training;

/// <summary>
/// What one device does with an order: a few epochs of SGD on its own examples from the global model, measuring
/// affinities on the way where asked. It keeps nothing from order to order.
/// </summary>
public static class LocalTraining
{
    /// <summary>
    /// Raised whenever the same order on the same examples gives a different update than before: a version does not
    /// continue what another has begun. Before 1, losses were means over all pixels, not over those that are measured.
    /// </summary>
    public const int Version = 1;

    /// <summary>Carries out an order.</summary>
    /// <param name="order">What to do.</param>
    /// <param name="shard">
    /// The client's own examples; a client with fewer than a batch trains on what it has. Tasks without labels in them are
    /// not trained.
    /// </param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="time">The clock for the seconds reported.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <returns>The client's update; one with a fault where a loss was no number.</returns>
    /// <exception cref="InputException">The client has labels of no task of the order.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Update Train(
        Order order, IShard shard, Workbench bench, TimeProvider time, CancellationToken cancellation)
    {
        var (started, cpuStarted) = (time.GetTimestamp(), bench.CpuSeconds);
        var (labelled, settings) = (LabelledTasks.Of(order.Tasks, shard), order.Settings);
        var tasks = labelled.Tasks;
        if (tasks.Count == 0)
        {
            throw new InputException(
                $"{shard.Name} has no labels of {string.Join(", ", order.Tasks.Select(task => task.Label))}.");
        }

        var model = labelled.Model(bench, settings.Model(order.Tasks), order.Parameters);
        using var sgd = new Sgd(
            model.Parameters, settings.Momentum, settings.WeightDecay, settings.Step.Proximal, settings.ClipNorm);
        var rule = settings.Step.Begin(tasks.Count, labelled.Own(order.Balance), order.Seed);
        var tape = bench.Tape();
        tape.Statistics = settings.FreezesNorms ? BatchStatistics.Running : BatchStatistics.Batch;
        bench.Pool.Watch();
        var batches = new TrainingBatches(shard.Count(Split.Train), settings.BatchSize, order.Seed);
        using var batch = new Batch(bench.Pool, batches.Size, model.BatchOf(shard));
        var losses = new MeanLoss[tasks.Count];
        var lossSums = new LossSum[tasks.Count];
        var probes = new ProbeSum(tasks.Count);
        // One task alone, of a group of more, has no pair to measure.
        var probeEvery = tasks.Count > 1 || labelled.AreAll ? settings.ProbeEvery : 0;
        var (steps, flops) = (0, 0L);
        string? fault = null;
        foreach (var indices in batches.Epochs(settings.LocalEpochs))
        {
            cancellation.ThrowIfCancellationRequested();
            shard.Fill(batch, Split.Train, indices, batches.Draws);
            var probe = rule is null && probeEvery > 0 && steps % probeEvery == 0
                ? new AffinityProbe(model, tape, settings.LearningRate, settings.WeightDecay) { Rule = settings.AffinityRule }
                : null;
            flops += rule?.Run(model, tape, batch, losses)
                ?? TrainingStep.Flops(TrainingStep.Run(model, tape, batch, losses, probe));
            if (probe is not null)
            {
                probes.Add(probe);
            }

            sgd.Step(settings.LearningRate);
            steps++;
            for (var task = 0; task < losses.Length; task++)
            {
                lossSums[task].Add(losses[task]);
                if (losses[task].Value is { } loss && !double.IsFinite(loss))
                {
                    fault ??= $"The loss of task '{tasks[task].Mark}' is {loss} in step {steps}.";
                }
            }

            if (fault is not null)
            {
                break;
            }
        }

        return new Update
        {
            Client = order.Client,
            Parameters = fault is null ? LabelledTasks.Whole(order.Parameters, model.Parameters.Values) : null,
            Samples = shard.Count(Split.Train),
            Labelled = Labelled(order.Tasks, shard),
            Losses = labelled.Spread([.. lossSums.Select(sum => sum.Mean)], MeanLoss.None),
            Affinity = labelled.Whole(probes.Mean),
            Probes = probes.Count,
            Fault = fault,
            Balance = labelled.Whole(order.Balance, rule?.Balance),
            Flops = flops + probes.Flops,
            MemoryBytes = settings.Step.MemoryBytes(model.Parameters.Values.Layout, bench.Pool.MostLentBytes),
            WallSeconds = time.GetElapsedTime(started).TotalSeconds,
            CpuSeconds = bench.CpuSeconds - cpuStarted,
            ProbeSeconds = probes.Seconds,
        };
    }

    /// <summary>By task, the training examples with a label; null where all have one of each.</summary>
    private static int[]? Labelled(IReadOnlyList<LearningTask> tasks, IShard shard)
    {
        int[] labelled = [.. tasks.Select(task => shard.Labelled(task.Field))];
        return Array.TrueForAll(labelled, examples => examples == shard.Count(Split.Train)) ? null : labelled;
    }
}
