namespace Mas.Learning.Metrics;

/// <summary>
/// How well labels of whole examples are told apart: accuracy, macro F1, and the area under the receiver operating
/// characteristic, of each class against all others and averaged over the classes that have both. Class 0 is unlabelled.
/// </summary>
public sealed class LabelMetrics : MetricSet
{
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
    public override int SumCount(int outputs) => ClassCounts.Length(outputs) + ScoreHistograms.Length(outputs - 1);

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
                ScoreHistograms.Add(histograms, id - 1, id == expected, LogOdds(logits, id));
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs)
    {
        var counts = sums[..ClassCounts.Length(outputs)];
        return
        [
            ClassCounts.Accuracy(counts), ClassCounts.MacroF1(counts), ScoreHistograms.MeanArea(sums[counts.Length..]),
        ];
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
