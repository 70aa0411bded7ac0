namespace Mas.Learning.Metrics;

/// <summary>
/// Errors of numbers, in the target's unit: root of the mean squared error, mean absolute error, and the share of the
/// variance that is explained. Several channels count alike.
/// </summary>
public sealed class NumberMetrics : MetricSet
{
    private const int Shared = 3;

    /// <summary>The instance that tasks share.</summary>
    public static NumberMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "numbers";

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("rmse", "RMSE", "", HigherIsBetter: false),
        new("mae", "MAE", "", HigherIsBetter: false),
        new("r2", "R²", "", HigherIsBetter: true),
    ];

    /// <summary>Positions, squared and absolute errors; of each channel the sum of targets and of their squares.</summary>
    /// <inheritdoc/>
    public override int SumCount(int outputs) => Shared + (2 * outputs);

    /// <inheritdoc/>
    public override void Add(in ScoredBatch batch, Span<double> sums)
    {
        for (var position = 0; position < batch.Positions; position++)
        {
            if (!batch.Measures(position))
            {
                continue;
            }

            sums[0]++;
            for (var channel = 0; channel < batch.Outputs; channel++)
            {
                var expected = batch.Expected(position, channel);
                var error = batch.Predicted(position, channel) - expected;
                sums[1] += error * error;
                sums[2] += Math.Abs(error);
                sums[Shared + (2 * channel)] += expected;
                sums[Shared + (2 * channel) + 1] += expected * expected;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs)
    {
        var positions = sums[0];
        if (positions == 0)
        {
            return [null, null, null];
        }

        var variation = 0.0;
        for (var channel = 0; channel < outputs; channel++)
        {
            var (sum, squares) = (sums[Shared + (2 * channel)], sums[Shared + (2 * channel) + 1]);
            variation += squares - (sum * sum / positions);
        }

        return
        [
            Math.Sqrt(sums[1] / (positions * outputs)),
            sums[2] / (positions * outputs),
            variation > 0 ? 1 - (sums[1] / variation) : null,
        ];
    }
}
