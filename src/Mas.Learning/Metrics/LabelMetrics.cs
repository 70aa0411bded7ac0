namespace Mas.Learning.Metrics;

/// <summary>
/// How well labels of whole examples are told apart: accuracy, macro F1, and the area under the receiver operating
/// characteristic, of each class against all others and averaged over the classes that have both. Class 0 is unlabelled.
/// </summary>
/// <remarks>
/// The area is found from histograms of each class's log-odds, in steps of an eighth from -8 to 8: scores in one step
/// count as equal.
/// </remarks>
public sealed class LabelMetrics : MetricSet
{
    private const int Bins = 128;
    private const double BinsPerUnit = 8;
    private const int Sides = 2;

    /// <summary>The instance that tasks share.</summary>
    public static LabelMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "labels";

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("accuracy", "accuracy", "", HigherIsBetter: true),
        new("macro-f1", "macro F1", "", HigherIsBetter: true),
        new("auc", "AUC", "", HigherIsBetter: true),
    ];

    /// <summary>The counts of <see cref="ClassMetrics"/>, and two histograms for each class but the unlabelled one.</summary>
    /// <inheritdoc/>
    public override int SumCount(int outputs) => ClassCounts.Length(outputs) + ((outputs - 1) * Sides * Bins);

    /// <inheritdoc/>
    public override void Add(in ScoredBatch batch, Span<double> sums)
    {
        var histograms = sums[ClassCounts.Length(batch.Outputs)..];
        for (var position = 0; position < batch.Positions; position++)
        {
            if (!batch.Measures(position))
            {
                continue;
            }

            var logits = batch.OutputAt(position);
            var expected = batch.ClassAt(position);
            ClassCounts.Add(sums[..ClassCounts.Length(batch.Outputs)], expected, ClassCounts.Best(logits));
            for (var id = 1; id < logits.Length; id++)
            {
                var bin = (int)Math.Clamp((LogOdds(logits, id) * BinsPerUnit) + (Bins / 2.0), 0, Bins - 1);
                histograms[((((id - 1) * Sides) + (id == expected ? 1 : 0)) * Bins) + bin]++;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs)
    {
        var counts = sums[..ClassCounts.Length(outputs)];
        var histograms = sums[ClassCounts.Length(outputs)..];
        var (sum, classes) = (0.0, 0);
        for (var id = 1; id < outputs; id++)
        {
            var others = histograms.Slice((id - 1) * Sides * Bins, Bins);
            var own = histograms.Slice((((id - 1) * Sides) + 1) * Bins, Bins);
            if (Area(own, others) is not { } area)
            {
                continue;
            }

            sum += area;
            classes++;
        }

        return [ClassCounts.Accuracy(counts), ClassCounts.MacroF1(counts), classes > 0 ? sum / classes : null];
    }

    /// <summary>The share of pairs in which the example of the class has the higher score; equal scores count half.</summary>
    private static double? Area(ReadOnlySpan<double> own, ReadOnlySpan<double> others)
    {
        var (below, wins, ownCount) = (0.0, 0.0, 0.0);
        for (var bin = 0; bin < Bins; bin++)
        {
            wins += own[bin] * (below + (others[bin] / 2));
            below += others[bin];
            ownCount += own[bin];
        }

        return ownCount > 0 && below > 0 ? wins / (ownCount * below) : null;
    }

    /// <summary>The logarithm of a class's probability over that of all other classes but the unlabelled one.</summary>
    private static double LogOdds(ReadOnlySpan<float> logits, int id)
    {
        var most = double.NegativeInfinity;
        for (var other = 1; other < logits.Length; other++)
        {
            if (other != id)
            {
                most = Math.Max(most, logits[other]);
            }
        }

        if (double.IsNegativeInfinity(most))
        {
            return 0;
        }

        var sum = 0.0;
        for (var other = 1; other < logits.Length; other++)
        {
            if (other != id)
            {
                sum += Math.Exp(logits[other] - most);
            }
        }

        return logits[id] - most - Math.Log(sum);
    }
}
