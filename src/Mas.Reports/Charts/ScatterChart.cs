using System.Globalization;
using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>
/// One quantity against another: a named dot for each of several things, with whiskers for what is uncertain. Labels
/// keep clear of each other and of dots; where names are too long for that, dots are numbered and the names listed
/// below.
/// </summary>
internal sealed record ScatterChart : Chart
{
    private const double DotRadius = 4.5;

    /// <summary>The share of the width that a name next to its dot may take.</summary>
    private const double LabelShare = 0.4;

    /// <summary>The dots; those with a value that is not finite are left out.</summary>
    public required IReadOnlyList<ScatterDot> Dots { get; init; }

    /// <summary>What the horizontal axis, which begins at zero, measures.</summary>
    public required string XTitle { get; init; }

    /// <summary>What the vertical axis measures; written above it.</summary>
    public required string YTitle { get; init; }

    /// <summary>Height in pixels without the keys, 160 or more.</summary>
    public int Height { get; init; } = 400;

    /// <summary>A point to compare the others with, through which lines are drawn; null for none.</summary>
    public ChartPoint? Reference { get; init; }

    /// <inheritdoc/>
    public override TextTable Numbers => new(
        ["name", XTitle, "± horizontally", YTitle, "± vertically"],
        [
            .. Dots.Select(dot => (IReadOnlyList<TextCell>)
                [dot.Label, Number(dot.X), Number(dot.XSpread), Number(dot.Y), Number(dot.YSpread)]),
        ]);

    private protected override double Draw(SvgCanvas canvas)
    {
        var dots = Dots.Where(dot => double.IsFinite(dot.X) && double.IsFinite(dot.Y)).ToList();
        if (dots.Count == 0)
        {
            canvas.Text("soft", Width / 2.0, 40, "Nothing measured.", "middle");
            return 64;
        }

        var x1 = dots.Max(dot => dot.X + dot.XSpread);
        var (y0, y1) = (dots.Min(dot => dot.Y - dot.YSpread), dots.Max(dot => dot.Y + dot.YSpread));
        var margin = y1 > y0 ? (y1 - y0) * 0.1 : Math.Max(Math.Abs(y0) * 0.1, 0.01);
        var area = new PlotArea(
            Width, Height, (34, 10, 42), (0, x1 > 0 ? x1 * 1.08 : 1), (y0 - margin, y1 + margin));
        area.DrawAxes(canvas, XTitle, YTitle, counts: false);
        List<Box> lines = [.. DrawReference(canvas, area), .. dots.SelectMany(dot => DrawWhiskers(canvas, dot, area))];
        var (labels, places) = Labelled(dots, lines, area);
        for (var index = 0; index < dots.Count; index++)
        {
            DrawLeader(canvas, dots[index], places[index], area);
        }

        foreach (var dot in dots)
        {
            canvas.Circle($"dot c{dot.Color % ChartStyle.Colors}", area.AtX(dot.X), area.AtY(dot.Y), DotRadius);
        }

        for (var index = 0; index < dots.Count; index++)
        {
            var style = $"strong clear c{dots[index].Color % ChartStyle.Colors}";
            canvas.Text(style, places[index].X, places[index].Y + 12, labels.Texts[index]);
        }

        return Height + ChartKey.Draw(canvas, labels.Keys, Height, Width);
    }

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    /// <summary>The labels and their places: names where they fit and cover nothing, else numbers.</summary>
    private (ChartLabels Labels, IReadOnlyList<Box> Places) Labelled(
        IReadOnlyList<ScatterDot> dots, IReadOnlyList<Box> lines, PlotArea area)
    {
        const double Around = DotRadius + 2;
        IReadOnlyList<(string, int)> named = [.. dots.Select(dot => (dot.Label, dot.Color))];
        IReadOnlyList<Box> ink = [.. dots.Select(dot =>
            new Box(area.AtX(dot.X) - Around, area.AtY(dot.Y) - Around, 2 * Around, 2 * Around))];
        var labels = ChartLabels.Of(named, Width * LabelShare);
        var (places, areClear) = Place(labels);
        if (areClear)
        {
            return (labels, places);
        }

        labels = ChartLabels.Numbers(named);
        return (labels, Place(labels).Places);

        (IReadOnlyList<Box> Places, bool AreClear) Place(ChartLabels texts) => LabelPlacement.Place(
            [.. dots.Zip(texts.Texts, (dot, text) => (area.AtX(dot.X), area.AtY(dot.Y), ChartLabels.WidthOf(text)))],
            ink,
            lines,
            new Box(area.Left, area.Top - 8, Width - area.Left, area.Bottom - area.Top + 4));
    }

    private IEnumerable<Box> DrawReference(SvgCanvas canvas, PlotArea area)
    {
        if (Reference is not { } reference)
        {
            return [];
        }

        var (x, y) = (area.AtX(reference.X), area.AtY(reference.Y));
        canvas.Line("mark", x, area.Top, x, area.Bottom);
        canvas.Line("mark", area.Left, y, area.Right, y);
        return [new(x - 0.5, area.Top, 1, area.Bottom - area.Top), new(area.Left, y - 0.5, area.Right - area.Left, 1)];
    }

    /// <summary>Draws a dot's whiskers and returns where they lie.</summary>
    private static IEnumerable<Box> DrawWhiskers(SvgCanvas canvas, ScatterDot dot, PlotArea area)
    {
        var (x, y, style) = (area.AtX(dot.X), area.AtY(dot.Y), $"whisker c{dot.Color % ChartStyle.Colors}");
        List<Box> ink = [];
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

    /// <summary>Leads a label that lies apart back to its dot, in a color that no dot has.</summary>
    private static void DrawLeader(SvgCanvas canvas, ScatterDot dot, Box place, PlotArea area)
    {
        var (x, y) = (area.AtX(dot.X), area.AtY(dot.Y));
        var nearX = Math.Clamp(x, place.X, place.X + place.Width);
        var nearY = Math.Clamp(y, place.Y, place.Y + place.Height);
        if (Math.Max(Math.Abs(nearX - x), Math.Abs(nearY - y)) > 14)
        {
            canvas.Line("leader", x, y, nearX, nearY);
        }
    }
}
