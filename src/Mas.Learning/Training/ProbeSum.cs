namespace Mas.Learning.Training;

/// <summary>
/// The affinity probes of one order: for each pair of tasks the mean over the probes that measured it, and what all of
/// them cost.
/// </summary>
internal sealed class ProbeSum(int tasks)
{
    private readonly double[,] _sums = new double[tasks, tasks];
    private readonly int[,] _counts = new int[tasks, tasks];

    internal int Count { get; private set; }

    /// <summary>Seconds of processor time.</summary>
    internal double Seconds { get; private set; }

    internal long Flops { get; private set; }

    /// <summary>
    /// [i][j] = the mean Z i to j, null where no probe measured it; null as a whole where no probe was made.
    /// </summary>
    internal double?[][]? Mean => Count == 0 ? null :
    [
        .. Enumerable.Range(0, tasks).Select(i => Enumerable.Range(0, tasks)
            .Select(j => _counts[i, j] == 0 ? (double?)null : _sums[i, j] / _counts[i, j]).ToArray()),
    ];

    /// <summary>Adds a probe that has measured.</summary>
    internal void Add(AffinityProbe probe)
    {
        for (var i = 0; i < tasks; i++)
        {
            for (var j = 0; j < tasks; j++)
            {
                if (probe.Affinity[i][j] is { } measured)
                {
                    _sums[i, j] += measured;
                    _counts[i, j]++;
                }
            }
        }

        Count++;
        Flops += probe.Flops;
        Seconds += probe.Seconds;
    }
}
