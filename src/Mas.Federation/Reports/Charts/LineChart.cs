using System.Text;

namespace Mas.Federation.Reports.Charts;

/// <summary>
/// Values over rounds: several lines or dots over one pair of axes, each named at its end rather than in a legend,
/// with vertical marks for the moments that explain a bend.
/// </summary>
public sealed record LineChart : Chart
{
    /// <summary>The lines and dots, drawn in this order.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>What the horizontal axis counts.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>What the vertical axis measures; written above it.</summary>
    public string YTitle { get; init; } = "";

    /// <summary>Moments worth a vertical line.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Height in pixels, 120 or more.</summary>
    public int Height { get; init; } = 320;

    /// <summary>Written behind every number of the vertical axis, such as " %".</summary>
    public string YUnit { get; init; } = "";

    /// <summary>Where the horizontal axis ends at least: the rounds planned, for a run still going.</summary>
    public double? XEnd { get; init; }

    /// <summary>Whether the horizontal axis counts, such as rounds, so that it has whole numbers only.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>What short labels stand for, listed below; empty where labels say it themselves.</summary>
    public IReadOnlyList<ChartKey> Keys { get; init; } = [];

    /// <summary>True to let the vertical axis begin at zero, false to let it begin near the smallest value.</summary>
    public bool FromZero { get; init; } = true;

    private protected override double Draw(SvgCanvas canvas)
    {
        var points = Series.SelectMany(series => series.Points).Where(point => double.IsFinite(point.Y)).ToList();
        if (points.Count == 0)
        {
            canvas.Text("soft", Width / 2.0, 40, "Nothing measured yet.", "middle");
            return 64;
        }

        var (x0, x1) = (points.Min(point => point.X), Math.Max(points.Max(point => point.X), XEnd ?? double.MinValue));
        var (y0, y1) = (points.Min(point => point.Y), points.Max(point => point.Y));
        x1 = x1 > x0 ? x1 : x0 + 1;
        y0 = FromZero ? Math.Min(y0, 0) : y0 - ((y1 - y0) * 0.08);
        y1 = y1 > y0 ? y1 + ((y1 - y0) * 0.04) : y0 + 1;
        var label = Series.Max(series => SvgCanvas.WidthOf(series.Label, SvgCanvas.FontSize * 1.1));
        var area = new PlotArea(
            Width,
            Height,
            (
                YTitle.Length > 0 ? 44 : Marks.Count > 0 ? 30 : 14,
                label > 0 ? label + 14 : 10,
                XTitle.Length > 0 ? 42 : 26),
            (x0, x1),
            (y0, y1),
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
            DrawSeries(canvas, series, area, $"c{series.Color % ChartStyle.Colors}");
        DrawLabels(canvas, area);
        return Height + ChartKey.Draw(canvas, Keys, Height);
    }

    /// <summary>Draws a line or dots, of a style's color.</summary>
    internal static void DrawSeries(SvgCanvas canvas, ChartSeries series, PlotArea area, string color)
    {
        if (series.Dots)
        {
            foreach (var point in series.Points.Where(point => double.IsFinite(point.Y)))
                canvas.Circle($"dot {color}", area.AtX(point.X), area.AtY(point.Y), 3.6);
            return;
        }

        var path = new StringBuilder();
        var drawing = false;
        foreach (var point in series.Points)
        {
            if (double.IsFinite(point.Y))
            {
                var (x, y) = (SvgCanvas.Number(area.AtX(point.X)), SvgCanvas.Number(area.AtY(point.Y)));
                path.Append($"{(drawing ? 'L' : 'M')}{x} {y}");
            }

            drawing = double.IsFinite(point.Y);
        }

        canvas.Path($"curve {color}", path.ToString());
        if (series.Points is [var only])
            canvas.Circle($"dot {color}", area.AtX(only.X), area.AtY(only.Y), 3);
    }

    /// <summary>Names every line at its end; where ends lie close, the names are moved apart and led back.</summary>
    private void DrawLabels(SvgCanvas canvas, PlotArea area)
    {
        const double LineHeight = 15;
        var x = area.Right + 10;
        var ends = Series
            .Where(series => series.Label.Length > 0 && series.Points.Any(point => double.IsFinite(point.Y)))
            .Select(series => (series, last: series.Points.Last(point => double.IsFinite(point.Y))))
            .OrderBy(end => area.AtY(end.last.Y))
            .ToList();
        var places = ends.Select(end => area.AtY(end.last.Y)).ToArray();
        for (int index = 1; index < places.Length; index++)
            places[index] = Math.Max(places[index], places[index - 1] + LineHeight);
        for (int index = places.Length - 1; index >= 0; index--)
        {
            var limit = index == places.Length - 1 ? Math.Max(area.Bottom, area.Top + (places.Length * LineHeight))
                : places[index + 1] - LineHeight;
            places[index] = Math.Min(places[index], limit);
        }

        for (int index = 0; index < ends.Count; index++)
        {
            var (series, last) = ends[index];
            var color = $"c{series.Color % ChartStyle.Colors}";
            canvas.Line($"leader {color}", area.AtX(last.X) + 2, area.AtY(last.Y), x - 3, places[index]);
            canvas.Text($"strong {color}", x, places[index] + 4, series.Label);
        }
    }
}
