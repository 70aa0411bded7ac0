namespace Mas.Learning.Metrics;

/// <summary>
/// How well classes are told apart: mean intersection over union, accuracy, macro F1. The means are over the classes
/// that occur in targets or predictions. Class 0 is unlabelled: it is neither expected nor predicted.
/// </summary>
public sealed class ClassMetrics : MetricSet
{
    /// <summary>The instance that tasks share.</summary>
    public static ClassMetrics Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "classes";

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("miou", "mIoU", "", HigherIsBetter: true),
        new("accuracy", "accuracy", "", HigherIsBetter: true),
        new("macro-f1", "macro F1", "", HigherIsBetter: true),
    ];

    /// <summary>Of each class how often it was right, expected and predicted.</summary>
    /// <inheritdoc/>
    public override int SumCount(int outputs) => ClassCounts.Length(outputs);

    /// <inheritdoc/>
    public override void Add(in ScoredBatch batch, Span<double> sums)
    {
        for (var position = 0; position < batch.Positions; position++)
        {
            if (batch.Measures(position))
            {
                ClassCounts.Add(sums, batch.ClassAt(position), ClassCounts.Best(batch.OutputAt(position)));
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double?> Values(ReadOnlySpan<double> sums, int outputs) =>
        [ClassCounts.MeanOverlap(sums), ClassCounts.Accuracy(sums), ClassCounts.MacroF1(sums)];
}
