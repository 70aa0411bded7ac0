namespace Mas.Learning.Metrics;

/// <summary>
/// Metrics that are computed from the same sums over the positions of examples. Sums of clients are added up, so that a
/// metric of all clients is exact and no client shows a prediction. One subclass is one set; it holds no state, so that
/// every task and thread can share an instance.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <example>
/// <code>
/// var sums = new double[set.SumCount(task.Outputs)];
/// set.Add(new ScoredBatch(output, target, position => true, unit: null), sums);
/// double?[] values = set.Values(sums, task.Outputs);
/// </code>
/// </example>
public abstract class MetricSet
{
    /// <summary>The name in orders and files: lower-case letters, digits and hyphens, unique in a catalogue.</summary>
    public abstract string Name { get; }

    /// <summary>The metrics, the most telling one first; at least one.</summary>
    public abstract IReadOnlyList<Metric> Metrics { get; }

    /// <summary>How many sums there are, at least 1.</summary>
    /// <param name="outputs">Channels of the output.</param>
    public abstract int SumCount(int outputs);

    /// <summary>Adds the measured positions of a batch.</summary>
    /// <param name="batch">The outputs of a model and the targets.</param>
    /// <param name="sums">As many as <see cref="SumCount"/>; added to.</param>
    public abstract void Add(in ScoredBatch batch, Span<double> sums);

    /// <summary>The metrics.</summary>
    /// <param name="sums">As many as <see cref="SumCount"/>.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <returns>In the order of <see cref="Metrics"/>; null where nothing was measured, or the value is undefined.</returns>
    public abstract IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs);
}
