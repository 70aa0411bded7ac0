namespace Mas.Learning.Metrics;

/// <summary>
/// Angles between predicted and true directions, in degrees: their mean, and their median to a quarter of a degree.
/// </summary>
public sealed class DirectionMetrics : MetricSet
{
    private const double DegreesPerBin = 0.5;
    private const int Bins = 360;
    private const int Shared = 2;

    /// <summary>The instance that tasks share.</summary>
    public static DirectionMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "directions";

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("mean-angle", "mean angle", "°", HigherIsBetter: false),
        new("median-angle", "median angle", "°", HigherIsBetter: false),
    ];

    /// <summary>Positions and the sum of their angles; how many angles lie in each half degree.</summary>
    /// <inheritdoc/>
    public override int SumCount(int outputs) => Shared + Bins;

    /// <inheritdoc/>
    public override void Add(in ScoredBatch batch, Span<double> sums)
    {
        for (var position = 0; position < batch.Positions; position++)
        {
            if (!batch.Measures(position))
            {
                continue;
            }

            var degrees = Degrees(batch, position);
            sums[0]++;
            sums[1] += degrees;
            sums[Shared + Math.Min((int)(degrees / DegreesPerBin), Bins - 1)]++;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs)
    {
        if (sums[0] == 0)
        {
            return [null, null];
        }

        var (below, bin) = (0.0, 0);
        while (bin < Bins - 1 && below + sums[Shared + bin] < sums[0] / 2)
        {
            below += sums[Shared + bin++];
        }

        return [sums[1] / sums[0], (bin + 0.5) * DegreesPerBin];
    }

    /// <summary>The angle; 90 where one of the two is no direction, but 0 long.</summary>
    private static double Degrees(in ScoredBatch batch, int position)
    {
        var (product, expectedSquare, predictedSquare) = (0.0, 0.0, 0.0);
        for (var channel = 0; channel < batch.Outputs; channel++)
        {
            var (expected, predicted) = (batch.Expected(position, channel), batch.Predicted(position, channel));
            product += expected * predicted;
            expectedSquare += expected * expected;
            predictedSquare += predicted * predicted;
        }

        var lengths = Math.Sqrt(expectedSquare * predictedSquare);
        return lengths > 0 ? double.RadiansToDegrees(Math.Acos(Math.Clamp(product / lengths, -1, 1))) : 90;
    }
}
