namespace Mas.Learning.Training;

/// <summary>What an evaluation found of one task.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Sums">
/// The sums of the task's metrics, as many as its <see cref="Metrics.MetricSet.SumCount"/>; all 0 where the loss is not
/// finite.
/// </param>
public readonly record struct EvaluatedTask(MeanLoss Loss, IReadOnlyList<double> Sums);
