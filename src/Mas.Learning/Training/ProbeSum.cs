namespace Mas.Learning.Training;

/// <summary>The affinity probes of one order: their mean and what they cost.</summary>
internal sealed class ProbeSum(int tasks)
{
    private readonly double[][] _sum = [.. Enumerable.Range(0, tasks).Select(_ => new double[tasks])];

    internal int Count { get; private set; }

    /// <summary>Seconds of processor time.</summary>
    internal double Seconds { get; private set; }

    internal long Flops { get; private set; }

    /// <summary>[i][j] = the mean Z i to j; null where no probe was made.</summary>
    internal double[][]? Mean =>
        Count == 0 ? null : [.. _sum.Select(row => row.Select(sum => sum / Count).ToArray())];

    /// <summary>Adds a probe that has measured.</summary>
    internal void Add(AffinityProbe probe)
    {
        for (var i = 0; i < tasks; i++)
        {
            for (var j = 0; j < tasks; j++)
            {
                _sum[i][j] += probe.Affinity[i][j];
            }
        }

        Count++;
        Flops += probe.Flops;
        Seconds += probe.Seconds;
    }
}
