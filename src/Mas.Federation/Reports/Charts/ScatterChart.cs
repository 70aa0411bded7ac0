namespace Mas.Federation.Reports.Charts;

/// <summary>
/// One quantity against another: a labelled dot for each of several things, with whiskers for what is uncertain. Labels
/// keep clear of each other, of dots and of whiskers.
/// </summary>
public sealed record ScatterChart : Chart
{
    private const double DotRadius = 4.5;

    /// <summary>The dots; those with a value that is not finite are left out.</summary>
    public required IReadOnlyList<ScatterDot> Dots { get; init; }

    /// <summary>What the horizontal axis, which begins at zero, measures.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>What the vertical axis measures; written above it.</summary>
    public string YTitle { get; init; } = "";

    /// <summary>Height in pixels without the keys, 160 or more.</summary>
    public int Height { get; init; } = 400;

    /// <summary>A point to compare the others with, through which lines are drawn; null for none.</summary>
    public ChartPoint? Reference { get; init; }

    /// <summary>What short labels stand for, listed below; empty where labels say it themselves.</summary>
    public IReadOnlyList<ChartKey> Keys { get; init; } = [];

    private protected override double Draw(SvgCanvas canvas)
    {
        var dots = Dots.Where(dot => double.IsFinite(dot.X) && double.IsFinite(dot.Y)).ToList();
        if (dots.Count == 0)
        {
            canvas.Text("soft", Width / 2.0, 40, "Nothing measured yet.", "middle");
            return 64;
        }

        var x1 = dots.Max(dot => dot.X + dot.XSpread);
        var (y0, y1) = (dots.Min(dot => dot.Y - dot.YSpread), dots.Max(dot => dot.Y + dot.YSpread));
        var margin = y1 > y0 ? (y1 - y0) * 0.1 : Math.Max(Math.Abs(y0) * 0.1, 0.01);
        var area = new PlotArea(
            Width, Height, (YTitle.Length > 0 ? 34 : 14, 10, 42),
            (0, x1 > 0 ? x1 * 1.08 : 1), (y0 - margin, y1 + margin));
        area.DrawAxes(canvas, XTitle, YTitle, counts: false);
        List<Box> ink = [.. DrawReference(canvas, area), .. dots.SelectMany(dot => DrawWhiskers(canvas, dot, area))];
        var places = LabelPlacement.Place(
            [.. dots.Select(dot => (
                area.AtX(dot.X), area.AtY(dot.Y), SvgCanvas.WidthOf(dot.Label, SvgCanvas.FontSize * 1.05)))],
            ink,
            new Box(area.Left, area.Top - 8, Width - area.Left, area.Bottom - area.Top + 4));
        foreach (var (dot, place) in dots.Zip(places))
            DrawLabel(canvas, dot, place, area);
        return Height + ChartKey.Draw(canvas, Keys, Height);
    }

    private IEnumerable<Box> DrawReference(SvgCanvas canvas, PlotArea area)
    {
        if (Reference is not { } reference)
            return [];
        var (x, y) = (area.AtX(reference.X), area.AtY(reference.Y));
        canvas.Line("mark", x, area.Top, x, area.Bottom);
        canvas.Line("mark", area.Left, y, area.Right, y);
        return [new(x - 0.5, area.Top, 1, area.Bottom - area.Top), new(area.Left, y - 0.5, area.Right - area.Left, 1)];
    }

    /// <summary>Draws a dot's whiskers and tells what labels are to keep clear of.</summary>
    private static IEnumerable<Box> DrawWhiskers(SvgCanvas canvas, ScatterDot dot, PlotArea area)
    {
        var (x, y, style) = (area.AtX(dot.X), area.AtY(dot.Y), $"whisker c{dot.Color % ChartStyle.Colors}");
        List<Box> ink = [new(x - DotRadius - 2, y - DotRadius - 2, (DotRadius + 2) * 2, (DotRadius + 2) * 2)];
        if (dot.YSpread > 0)
        {
            var (upper, lower) = (area.AtY(dot.Y + dot.YSpread), area.AtY(dot.Y - dot.YSpread));
            canvas.Line(style, x, upper, x, lower);
            canvas.Line(style, x - 4, upper, x + 4, upper);
            canvas.Line(style, x - 4, lower, x + 4, lower);
            ink.Add(new(x - 4, upper, 8, lower - upper));
        }

        if (dot.XSpread > 0)
        {
            var (left, right) = (Math.Max(area.AtX(dot.X - dot.XSpread), area.Left), area.AtX(dot.X + dot.XSpread));
            canvas.Line(style, left, y, right, y);
            ink.Add(new(left, y - 1, right - left, 2));
        }

        return ink;
    }

    private static void DrawLabel(SvgCanvas canvas, ScatterDot dot, Box place, PlotArea area)
    {
        var (x, y, color) = (area.AtX(dot.X), area.AtY(dot.Y), $"c{dot.Color % ChartStyle.Colors}");
        var nearX = Math.Clamp(x, place.X, place.X + place.Width);
        var nearY = Math.Clamp(y, place.Y, place.Y + place.Height);
        if (Math.Max(Math.Abs(nearX - x), Math.Abs(nearY - y)) > 14)
            canvas.Line($"leader {color}", x, y, nearX, nearY);
        canvas.Circle($"dot {color}", x, y, DotRadius);
        canvas.Text($"strong {color}", place.X, place.Y + 12, dot.Label);
    }
}
