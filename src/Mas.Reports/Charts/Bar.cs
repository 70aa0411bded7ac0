namespace Mas.Reports.Charts;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Label">What the bar stands for, left of it.</param>
/// <param name="Value">Its length, 0 or more; no bar is drawn for a value that is not finite.</param>
/// <param name="Text">The value in words and units, right of it.</param>
/// <param name="Color">0 to <see cref="ChartStyle.Colors"/> - 1; null for a plain gray bar.</param>
/// <param name="Reference">Where a thin line is drawn to compare with; null for none.</param>
public sealed record Bar(string Label, double Value, string Text, int? Color = null, double? Reference = null);
