namespace Mas.Reports.Charts;

/// <summary>One line, or one set of dots, of a <see cref="LineChart"/>.</summary>
/// <param name="Name">What it is, as a heading of the table of its numbers.</param>
/// <param name="Color">0 to <see cref="ChartStyle.Colors"/> - 1; it also gives the shape that marks its end.</param>
/// <param name="Points">The points, from left to right.</param>
/// <param name="Dots">True to draw single measurements as dots, false to draw a line through them.</param>
internal sealed record ChartSeries(string Name, int Color, IReadOnlyList<ChartPoint> Points, bool Dots = false)
{
    /// <summary>Written next to the end of the line; empty for none.</summary>
    public string Label { get; init; } = Name;

    /// <summary>What is drawn: the points with a finite value.</summary>
    internal IEnumerable<ChartPoint> Drawn => Points.Where(point => double.IsFinite(point.Y));
}
