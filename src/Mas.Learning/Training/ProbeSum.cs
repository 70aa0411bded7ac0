using Mas.Engine.Autograd;
using Mas.Learning.Data;
using Mas.Learning.Models;

namespace Mas.Learning.Training;

/// <summary>The affinity probes of one order: their mean and what they cost.</summary>
internal sealed class ProbeSum(int tasks, Workbench bench)
{
    private readonly double[][] _sum = [.. Enumerable.Range(0, tasks).Select(_ => new double[tasks])];
    private long _flops;

    internal int Count { get; private set; }

    /// <summary>Seconds of processor time.</summary>
    internal double Seconds { get; private set; }

    internal long Flops => _flops;

    /// <summary>[i][j] = the mean Z i to j; null where no probe was made.</summary>
    internal double[][]? Mean =>
        Count == 0 ? null : [.. _sum.Select(row => row.Select(sum => sum / Count).ToArray())];

    internal void Add(MultiTaskModel model, Tape tape, Batch batch, double learningRate, double weightDecay)
    {
        var started = bench.CpuSeconds;
        var affinity = AffinityProbe.Measure(model, tape, batch, learningRate, weightDecay, ref _flops);
        for (var i = 0; i < tasks; i++)
        {
            for (var j = 0; j < tasks; j++)
            {
                _sum[i][j] += affinity[i][j];
            }
        }

        Count++;
        Seconds += bench.CpuSeconds - started;
    }
}
