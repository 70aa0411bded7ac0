namespace Mas.Learning.Metrics;

/// <summary>A figure of merit that people know, which an evaluation reports beside the loss.</summary>
/// <param name="Name">The name in files: lower-case letters, digits, dots and hyphens, such as <c>rmse</c>.</param>
/// <param name="Label">The name shown to people: <c>RMSE</c>.</param>
/// <param name="Unit">The unit of its values; empty where they have none, or that of the target.</param>
/// <param name="HigherIsBetter">Whether a better model has a higher value.</param>
public sealed record Metric(string Name, string Label, string Unit, bool HigherIsBetter);
