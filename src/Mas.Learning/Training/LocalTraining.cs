using Mas.Engine.Autograd;
using Mas.Engine.Optimisers;
using Mas.Learning.Examples;

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
    /// <param name="shard">The client's own examples; a client with fewer than a batch trains on what it has.</param>
    /// <param name="bench">The memory to work in.</param>
    /// <param name="time">The clock for the seconds reported.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <returns>The client's update; one with a fault where a loss was no number.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Update Train(
        Order order, IShard shard, Workbench bench, TimeProvider time, CancellationToken cancellation)
    {
        var (started, cpuStarted) = (time.GetTimestamp(), bench.CpuSeconds);
        var (tasks, settings) = (order.Tasks, order.Settings);
        var model = bench.Model(settings.Model(tasks));
        model.Parameters.Values.CopyFrom(order.Parameters);
        using var sgd = new Sgd(
            model.Parameters, settings.Momentum, settings.WeightDecay, settings.Step.Proximal, settings.ClipNorm);
        var rule = settings.Step.Begin(tasks.Count, order.Balance, order.Seed);
        var tape = bench.Tape();
        tape.Statistics = settings.FreezesNorms ? BatchStatistics.Running : BatchStatistics.Batch;
        bench.Pool.Watch();
        var batches = new TrainingBatches(shard.Count(Split.Train), settings.BatchSize, order.Seed);
        using var batch = new Batch(bench.Pool, batches.Size, model.BatchOf(shard));
        var losses = new MeanLoss[tasks.Count];
        var lossSums = new LossSum[tasks.Count];
        var probes = new ProbeSum(tasks.Count);
        var (steps, flops) = (0, 0L);
        string? fault = null;
        foreach (var indices in batches.Epochs(settings.LocalEpochs))
        {
            cancellation.ThrowIfCancellationRequested();
            shard.Fill(batch, Split.Train, indices, batches.Draws);
            var probe = rule is null && settings.ProbeEvery > 0 && steps % settings.ProbeEvery == 0
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
            Parameters = fault is null ? model.Parameters.Values.Clone() : null,
            Samples = shard.Count(Split.Train),
            Losses = [.. lossSums.Select(sum => sum.Mean)],
            Affinity = probes.Mean,
            Probes = probes.Count,
            Fault = fault,
            Balance = rule?.Balance,
            Flops = flops + probes.Flops,
            MemoryBytes = settings.Step.MemoryBytes(model.Parameters.Values.Layout, bench.Pool.MostLentBytes),
            WallSeconds = time.GetElapsedTime(started).TotalSeconds,
            CpuSeconds = bench.CpuSeconds - cpuStarted,
            ProbeSeconds = probes.Seconds,
        };
    }
}
