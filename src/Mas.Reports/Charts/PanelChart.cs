using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>
/// More lines than one pair of axes can show, as small multiples (Tufte, Envisioning Information, 1990): a panel for each
/// line, all on the same axes, with one line drawn softly in every panel to be held against.
/// </summary>
internal sealed record PanelChart : Chart
{
    private const double PanelHeight = 168;
    private const double LeastWidth = 150;
    private const double Head = 24;

    /// <summary>The lines, a panel each; a label is written in two lines where it has a colon.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>The line that is drawn in every panel.</summary>
    public required ChartSeries Reference { get; init; }

    /// <summary>What the horizontal axes count.</summary>
    public required string XTitle { get; init; }

    /// <summary>What the vertical axes measure; written above all panels.</summary>
    public required string YTitle { get; init; }

    /// <summary>
    /// Whether the horizontal axes count, such as rounds, and have whole numbers only; where they do not, they are
    /// logarithmic.
    /// </summary>
    public required bool Counts { get; init; }

    /// <inheritdoc/>
    public override TextTable Numbers => SeriesTable.Of(Series, XTitle, YTitle, "", Counts);

    private protected override double Draw(SvgCanvas canvas)
    {
        var points = Series.SelectMany(series => series.Points).Where(IsDrawn).ToList();
        if (points.Count == 0)
        {
            canvas.Text("soft", Width / 2.0, 40, "Nothing measured.", "middle");
            return 64;
        }

        var (x, y) = (Range(points.Select(point => point.X)), Range(points.Select(point => point.Y)));
        var widest = Series.SelectMany(series => Lines(series.Label))
            .Max(line => SvgCanvas.WidthOf(line, SvgCanvas.SmallSize * 1.08));
        var columns = Math.Clamp((int)(Width / Math.Max(widest + 56, LeastWidth)), 1, Series.Count);
        var width = (double)Width / columns;
        canvas.Text("soft small", 0, 12, YTitle);
        for (var index = 0; index < Series.Count; index++)
        {
            var corner = (X: index % columns * width, Y: Head + (index / columns * PanelHeight));
            DrawPanel(canvas, Series[index], new PlotArea(
                width, PanelHeight, (34, 12, 26), x, y, corner: corner, logarithmic: !Counts), corner);
        }

        var bottom = Head + ((Series.Count + columns - 1) / columns * PanelHeight);
        canvas.Text("soft small", Width / 2.0, bottom + 12, XTitle, "middle");
        return bottom + 24;
    }

    private static string[] Lines(string label) =>
        label.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? [label[..at], label[at..]] : [label];

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        return high > low ? (low, high) : (low, low + 1);
    }

    private bool IsDrawn(ChartPoint point) => double.IsFinite(point.Y) && (Counts || point.X > 0);

    private void DrawPanel(SvgCanvas canvas, ChartSeries series, PlotArea area, (double X, double Y) corner)
    {
        var color = $"c{series.Color % ChartStyle.Colors}";
        var lines = Lines(series.Label);
        for (var index = 0; index < lines.Length; index++)
        {
            canvas.Text(
                $"strong small {color}", area.Left, corner.Y + 28 - ((lines.Length - 1 - index) * 13),
                SvgCanvas.Fit(lines[index], area.Right - area.Left, SvgCanvas.SmallSize * 1.08));
        }

        area.DrawAxes(canvas, "", "", Counts);
        LineChart.DrawSeries(canvas, Drawn(Reference), area, "ghost");
        if (series.Label != Reference.Label)
        {
            LineChart.DrawSeries(canvas, Drawn(series), area, color);
        }
    }

    private ChartSeries Drawn(ChartSeries series) =>
        series with { Points = [.. series.Points.Where(point => Counts || point.X > 0)] };
}
