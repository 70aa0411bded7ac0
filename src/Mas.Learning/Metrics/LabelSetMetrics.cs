namespace Mas.Learning.Metrics;

/// <summary>
/// How well the classes of examples that may have several are found: macro F1 at a probability of one half, the area
/// under the receiver operating characteristic averaged over the classes, and the share of examples all of whose classes
/// are right.
/// </summary>
public sealed class LabelSetMetrics : MetricSet
{
    private const int Shared = 2;

    /// <summary>The instance that tasks share.</summary>
    public static LabelSetMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "label-sets";

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("macro-f1", "macro F1", "", HigherIsBetter: true),
        new("auc", "AUC", "", HigherIsBetter: true),
        new("exact-match", "exact match", "", HigherIsBetter: true),
    ];

    /// <summary>
    /// Positions, and those of them that are right; of each class how often it was right, expected and predicted, and two
    /// histograms.
    /// </summary>
    /// <inheritdoc/>
    public override int SumCount(int outputs) =>
        Shared + ClassCounts.Length(outputs) + ScoreHistograms.Length(outputs);

    /// <inheritdoc/>
    public override void Add(in ScoredBatch batch, Span<double> sums)
    {
        var counts = sums.Slice(Shared, ClassCounts.Length(batch.Outputs));
        var scores = sums[(Shared + counts.Length)..];
        for (var position = 0; position < batch.Positions; position++)
        {
            if (!batch.Measures(position))
            {
                continue;
            }

            var isExact = true;
            var logits = batch.OutputAt(position);
            for (var id = 0; id < logits.Length; id++)
            {
                var (expected, predicted) = (batch.Expected(position, id) > 0.5, logits[id] > 0);
                isExact &= expected == predicted;
                ClassCounts.Add(counts, id, expected, predicted);
                ScoreHistograms.Add(scores, id, expected, logits[id]);
            }

            sums[0]++;
            sums[1] += isExact ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs)
    {
        var counts = sums.Slice(Shared, ClassCounts.Length(outputs));
        return
        [
            ClassCounts.MacroF1(counts),
            ScoreHistograms.MeanArea(sums[(Shared + counts.Length)..]),
            sums[0] > 0 ? sums[1] / sums[0] : null,
        ];
    }
}
