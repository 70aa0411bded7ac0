namespace Mas.Reports.Charts;

/// <summary>One point of a series, in the units of the chart's axes.</summary>
/// <param name="X">Where along the horizontal axis.</param>
/// <param name="Y">Where along the vertical axis; a value that is not finite is left out and breaks the line.</param>
internal readonly record struct ChartPoint(double X, double Y);
