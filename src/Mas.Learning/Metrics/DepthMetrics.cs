namespace Mas.Learning.Metrics;

/// <summary>
/// Errors of depths: root of the mean squared error in the target's unit, and the share of positions at which prediction
/// and truth differ by a factor below 1.25 (Eigen et al., NIPS 2014). Truths of 0 or less have no factor.
/// </summary>
public sealed class DepthMetrics : MetricSet
{
    private const double Factor = 1.25;

    /// <summary>The instance that tasks share.</summary>
    public static DepthMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "depth";

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("rmse", "RMSE", "", HigherIsBetter: false),
        new("delta-1.25", "δ < 1.25", "", HigherIsBetter: true),
    ];

    /// <summary>Positions and squared errors; positions with a factor, and those of them below 1.25.</summary>
    /// <inheritdoc/>
    public override int SumCount(int outputs) => 4;

    /// <inheritdoc/>
    public override void Add(in ScoredBatch batch, Span<double> sums)
    {
        for (var position = 0; position < batch.Positions; position++)
        {
            if (!batch.Measures(position))
            {
                continue;
            }

            var (expected, predicted) = (batch.Expected(position, 0), batch.Predicted(position, 0));
            sums[0]++;
            sums[1] += (predicted - expected) * (predicted - expected);
            if (expected <= 0)
            {
                continue;
            }

            sums[2]++;
            if (predicted > 0 && Math.Max(predicted / expected, expected / predicted) < Factor)
            {
                sums[3]++;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs) =>
    [
        sums[0] > 0 ? Math.Sqrt(sums[1] / sums[0]) : null,
        sums[2] > 0 ? sums[3] / sums[2] : null,
    ];
}
