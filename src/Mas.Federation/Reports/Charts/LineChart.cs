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
        var ticks = AxisTicks.Between(y0, y1, Math.Max(Height / 60, 2));
        var left = 12 + ticks.Max(tick => SvgCanvas.WidthOf(AxisTicks.Format(tick, ticks) + YUnit));
        var label = Series.Max(series => SvgCanvas.WidthOf(series.Label, SvgCanvas.FontSize * 1.1));
        var right = label > 0 ? label + 14 : 10;
        var top = YTitle.Length > 0 ? 44 : Marks.Count > 0 ? 30 : 14;
        var bottom = XTitle.Length > 0 ? 42 : 26;
        double AtX(double x) => left + ((x - x0) / (x1 - x0) * (Width - left - right));
        double AtY(double y) => Height - bottom - ((y - y0) / (y1 - y0) * (Height - top - bottom));

        canvas.Text("soft small", 0, 12, YTitle);
        foreach (var tick in ticks)
        {
            canvas.Line("rule", left, AtY(tick), Width - right, AtY(tick));
            canvas.Text("soft small", left - 7, AtY(tick) + 4, AxisTicks.Format(tick, ticks) + YUnit, "end");
        }

        var rounds = AxisTicks.Between(x0, x1, (int)((Width - left - right) / 70)).Where(x => x % 1 == 0).ToList();
        foreach (var tick in rounds.Count > 0 ? rounds : [x0])
            canvas.Text("soft small", AtX(tick), Height - bottom + 17, AxisTicks.Format(tick, [0, 1]), "middle");
        canvas.Text("soft small", (left + Width - right) / 2, Height - 4, XTitle, "middle");

        foreach (var mark in Marks)
        {
            canvas.Line("mark", AtX(mark.X), top - 8, AtX(mark.X), Height - bottom);
            var beforeEdge = AtX(mark.X) + SvgCanvas.WidthOf(mark.Label) / 2 > Width;
            canvas.Text("soft small", AtX(mark.X), top - 12, mark.Label, beforeEdge ? "end" : "middle");
        }

        foreach (var series in Series)
            DrawSeries(canvas, series, AtX, AtY);
        DrawLabels(canvas, AtX, AtY, Width - right + 10, top, Height - bottom);
        return Height;
    }

    private static void DrawSeries(
        SvgCanvas canvas, ChartSeries series, Func<double, double> atX, Func<double, double> atY)
    {
        var color = $"c{series.Color % ChartStyle.Colors}";
        if (series.Dots)
        {
            foreach (var point in series.Points.Where(point => double.IsFinite(point.Y)))
                canvas.Circle($"dot {color}", atX(point.X), atY(point.Y), 3.6);
            return;
        }

        var path = new StringBuilder();
        var drawing = false;
        foreach (var point in series.Points)
        {
            if (double.IsFinite(point.Y))
                path.Append($"{(drawing ? 'L' : 'M')}{SvgCanvas.Number(atX(point.X))} {SvgCanvas.Number(atY(point.Y))}");
            drawing = double.IsFinite(point.Y);
        }

        canvas.Path($"curve {color}", path.ToString());
        if (series.Points is [var only])
            canvas.Circle($"dot {color}", atX(only.X), atY(only.Y), 3);
    }

    /// <summary>Names every line at its end; where ends lie close, the names are moved apart and led back.</summary>
    private void DrawLabels(
        SvgCanvas canvas, Func<double, double> atX, Func<double, double> atY, double x, double top, double bottom)
    {
        const double LineHeight = 15;
        var ends = Series
            .Where(series => series.Label.Length > 0 && series.Points.Any(point => double.IsFinite(point.Y)))
            .Select(series => (series, last: series.Points.Last(point => double.IsFinite(point.Y))))
            .OrderBy(end => atY(end.last.Y))
            .ToList();
        var places = ends.Select(end => atY(end.last.Y)).ToArray();
        for (int index = 1; index < places.Length; index++)
            places[index] = Math.Max(places[index], places[index - 1] + LineHeight);
        for (int index = places.Length - 1; index >= 0; index--)
        {
            var limit = index == places.Length - 1 ? Math.Max(bottom, top + (places.Length * LineHeight))
                : places[index + 1] - LineHeight;
            places[index] = Math.Min(places[index], limit);
        }

        for (int index = 0; index < ends.Count; index++)
        {
            var (series, last) = ends[index];
            var color = $"c{series.Color % ChartStyle.Colors}";
            canvas.Line($"leader {color}", atX(last.X) + 2, atY(last.Y), x - 3, places[index]);
            canvas.Text($"strong {color}", x, places[index] + 4, series.Label);
        }
    }
}
