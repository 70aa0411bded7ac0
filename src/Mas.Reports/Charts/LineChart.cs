using System.Text;
using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>
/// Values over rounds: several lines or dots over one pair of axes, each named next to the plot rather than in a
/// legend, with vertical marks for the moments that explain a bend. Inside the plot only what was measured is drawn.
/// </summary>
internal sealed record LineChart : Chart
{
    /// <summary>The share of the width that names next to the plot may take.</summary>
    private const double LabelShare = 0.4;

    /// <summary>Where a mark and then the name lie, from the right edge of the plot, in pixels.</summary>
    private const double MarkAt = 18;
    private const double NameAt = 28;

    /// <summary>The lines and dots, drawn in this order.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>What the horizontal axis counts.</summary>
    public required string XTitle { get; init; }

    /// <summary>What the vertical axis measures; written above it.</summary>
    public required string YTitle { get; init; }

    /// <summary>Moments worth a vertical line.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Height in pixels without the keys, 120 or more.</summary>
    public int Height { get; init; } = 320;

    /// <summary>Written behind every number of the vertical axis, such as " %".</summary>
    public string YUnit { get; init; } = "";

    /// <summary>Where the horizontal axis ends at least: the rounds planned, for a run still going.</summary>
    public double? XEnd { get; init; }

    /// <summary>Whether the horizontal axis counts, such as rounds, so that it has whole numbers only.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>True to let the vertical axis begin at zero, false to let it begin near the smallest value.</summary>
    public bool FromZero { get; init; } = true;

    /// <inheritdoc/>
    public override TextTable Numbers => SeriesTable.Of(Series, XTitle, YTitle, YUnit, Counts);

    private protected override double Draw(SvgCanvas canvas)
    {
        var points = Series.SelectMany(series => series.Drawn).ToList();
        if (points.Count == 0)
        {
            canvas.Text("soft", Width / 2.0, 40, "Nothing measured.", "middle");
            return 64;
        }

        var named = Series.Where(series => series.Label.Length > 0 && series.Drawn.Any()).ToList();
        var labels = ChartLabels.Of([.. named.Select(series => (series.Label, series.Color))], Width * LabelShare);
        var widest = labels.Texts.Select(ChartLabels.WidthOf).DefaultIfEmpty(0).Max();
        var area = new PlotArea(
            Width,
            Height,
            (Marks.Count > 0 ? 44 : 34, widest > 0 ? NameAt + widest + 2 : 10, 42),
            XRange(points),
            YRange(points),
            YUnit);
        area.DrawAxes(canvas, XTitle, YTitle, Counts);
        foreach (var mark in Marks)
        {
            var x = area.AtX(mark.X);
            canvas.Line("mark", x, area.Top - 8, x, area.Bottom);
            var beforeEdge = x + SvgCanvas.WidthOf(mark.Label) / 2 > Width;
            canvas.Text("soft small", x, area.Top - 12, mark.Label, beforeEdge ? "end" : "middle");
        }

        foreach (var series in Series)
        {
            DrawSeries(canvas, series, area, $"c{series.Color % ChartStyle.Colors}");
        }

        DrawLabels(canvas, area, [.. named.Zip(labels.Texts)]);
        return Height + ChartKey.Draw(canvas, labels.Keys, Height, Width);
    }

    /// <summary>
    /// Draws a line or dots, of a style's color. A point with no neighbour to draw a line to is a dot.
    /// </summary>
    internal static void DrawSeries(SvgCanvas canvas, ChartSeries series, PlotArea area, string color)
    {
        if (series.Dots)
        {
            foreach (var point in series.Drawn)
            {
                canvas.Circle($"dot {color}", area.AtX(point.X), area.AtY(point.Y), 3.6);
            }

            return;
        }

        var path = new StringBuilder();
        for (var index = 0; index < series.Points.Count; index++)
        {
            if (!IsDrawn(index))
            {
                continue;
            }

            var (x, y) = (area.AtX(series.Points[index].X), area.AtY(series.Points[index].Y));
            if (IsDrawn(index - 1) || IsDrawn(index + 1))
            {
                path.Append($"{(IsDrawn(index - 1) ? 'L' : 'M')}{SvgCanvas.Number(x)} {SvgCanvas.Number(y)}");
            }
            else
            {
                canvas.Circle($"dot {color}", x, y, 3.6);
            }
        }

        if (path.Length > 0)
        {
            canvas.Path($"curve {color}", path.ToString());
        }

        bool IsDrawn(int index) =>
            index >= 0 && index < series.Points.Count && double.IsFinite(series.Points[index].Y);
    }

    private (double Low, double High) XRange(List<ChartPoint> points)
    {
        var (low, high) = (points.Min(point => point.X), points.Max(point => point.X));
        high = Math.Max(high, XEnd ?? high);
        if (high > low)
        {
            return (low, high);
        }

        var around = Counts || low == 0 ? 0.5 : Math.Abs(low) * 0.1;
        return (low - around, low + around);
    }

    private (double Low, double High) YRange(List<ChartPoint> points)
    {
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        if (FromZero)
        {
            low = Math.Min(low, 0);
        }

        var (below, above) = high > low
            ? (FromZero ? 0 : (high - low) * 0.08, (high - low) * 0.06)
            : (Math.Max(Math.Abs(low) * 0.1, 0.01), Math.Max(Math.Abs(low) * 0.1, 0.01));
        return (low - below, high + above);
    }

    /// <summary>
    /// Marks the end of every line and names it beside the plot, in the order of the ends. Where names would lie over
    /// each other they are moved apart; a short neutral line beside the plot then leads a name back to an end that lies
    /// at the plot's edge.
    /// </summary>
    private static void DrawLabels(
        SvgCanvas canvas, PlotArea area, IReadOnlyList<(ChartSeries Series, string Label)> named)
    {
        const double LineHeight = 16;
        var ends = named.Select(each => (each.Series, each.Label, Last: each.Series.Drawn.Last()))
            .OrderBy(end => area.AtY(end.Last.Y)).ToList();
        var places = ends.Select(end => area.AtY(end.Last.Y)).ToArray();
        for (var index = 1; index < places.Length; index++)
        {
            places[index] = Math.Max(places[index], places[index - 1] + LineHeight);
        }

        for (var index = places.Length - 1; index >= 0; index--)
        {
            var limit = index == places.Length - 1 ? Math.Max(area.Bottom, area.Top + (places.Length * LineHeight))
                : places[index + 1] - LineHeight;
            places[index] = Math.Min(places[index], limit);
        }

        for (var index = 0; index < ends.Count; index++)
        {
            var (series, label, last) = ends[index];
            var (x, y, place) = (area.AtX(last.X), area.AtY(last.Y), places[index]);
            var isAtEdge = x > area.Right - 1;
            if (isAtEdge && Math.Abs(place - y) > 2)
            {
                canvas.Line("leader", area.Right + EndMark.Radius, y, area.Right + MarkAt - EndMark.Radius, place);
            }

            EndMark.Draw(canvas, series.Color, x, y);
            EndMark.Draw(canvas, series.Color, area.Right + MarkAt, place);
            canvas.Text($"strong c{series.Color % ChartStyle.Colors}", area.Right + NameAt, place + 4.5, label);
        }
    }
}
