namespace Mas.Federation.Runs;

/// <summary>A metric of a task on the test views, over all clients and between them.</summary>
/// <param name="Value">Over all measured positions of all clients; null where nothing was measured, or it is undefined.</param>
/// <param name="Constant">The same of the best constant output; null where it is unknown.</param>
/// <param name="Deviation">The standard deviation between clients; null for fewer than two.</param>
/// <param name="Worst">The value of the client that the model serves worst; null where none has a value.</param>
/// <param name="WorstClient">That client's name.</param>
public sealed record MetricResult(
    double? Value, double? Constant, double? Deviation, double? Worst, string? WorstClient);
