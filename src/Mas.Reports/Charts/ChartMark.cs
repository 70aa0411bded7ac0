namespace Mas.Reports.Charts;

/// <summary>A moment worth a vertical line in a <see cref="LineChart"/>, such as the split.</summary>
/// <param name="X">Where along the horizontal axis.</param>
/// <param name="Label">What happened there.</param>
internal sealed record ChartMark(double X, string Label);
