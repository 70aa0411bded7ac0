namespace Mas.Reports.Charts;

/// <summary>One dot of a <see cref="ScatterChart"/>.</summary>
/// <param name="Label">Its name, written beside it.</param>
/// <param name="X">Where along the horizontal axis.</param>
/// <param name="Y">Where along the vertical axis.</param>
/// <param name="XSpread">How far whiskers reach to the left and to the right; 0 for none.</param>
/// <param name="YSpread">How far whiskers reach up and down; 0 for none.</param>
/// <param name="Color">0 to <see cref="ChartStyle.Colors"/> - 1.</param>
internal sealed record ScatterDot(string Label, double X, double Y, double XSpread, double YSpread, int Color);
