namespace Mas.Federation.Reports.Charts;

/// <summary>One line, or one set of dots, of a <see cref="LineChart"/>.</summary>
/// <param name="Label">Written at the end of the line; empty for none.</param>
/// <param name="Color">0 to <see cref="ChartStyle.Colors"/> - 1.</param>
/// <param name="Points">The points, from left to right.</param>
/// <param name="Dots">True to draw single measurements as dots, false to draw a line through them.</param>
public sealed record ChartSeries(string Label, int Color, IReadOnlyList<ChartPoint> Points, bool Dots = false);
