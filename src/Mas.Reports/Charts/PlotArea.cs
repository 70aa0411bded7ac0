namespace Mas.Reports.Charts;

/// <summary>The field of a chart between its two axes: where values lie in it, and how the axes are drawn.</summary>
internal sealed class PlotArea
{
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;
    private readonly IReadOnlyList<double> _yTicks;
    private readonly string _yUnit;
    private readonly bool _logarithmic;
    private readonly (double X, double Y) _corner;

    /// <summary>The field of a chart.</summary>
    /// <param name="width">The chart's width.</param>
    /// <param name="height">The chart's height.</param>
    /// <param name="space">What is left free above, on the right and below.</param>
    /// <param name="x">The values at its left and right end; the second is the larger.</param>
    /// <param name="y">The values at its lower and upper end; the second is the larger.</param>
    /// <param name="yUnit">Written after every number of the vertical axis.</param>
    /// <param name="corner">Where the chart's upper left corner lies.</param>
    /// <param name="logarithmic">
    /// Whether the horizontal axis is logarithmic: equal distances are equal factors, and no value is 0 or less.
    /// </param>
    public PlotArea(
        double width, double height, (double Above, double Right, double Below) space, (double Low, double High) x,
        (double Low, double High) y, string yUnit = "", (double X, double Y) corner = default, bool logarithmic = false)
    {
        (_x, _y, _yUnit, _corner, _logarithmic) = (x, y, yUnit, corner, logarithmic);
        _yTicks = AxisTicks.Between(y.Low, y.High, Math.Max((int)(height / 60), 2));
        Left = corner.X + 12 + _yTicks.Max(tick => SvgCanvas.WidthOf(AxisTicks.Format(tick, _yTicks) + yUnit));
        (Right, Top, Bottom) =
            (corner.X + width - space.Right, corner.Y + space.Above, corner.Y + height - space.Below);
    }

    /// <summary>Its left edge.</summary>
    public double Left { get; }

    /// <summary>Its right edge.</summary>
    public double Right { get; }

    /// <summary>Its upper edge.</summary>
    public double Top { get; }

    /// <summary>Its lower edge.</summary>
    public double Bottom { get; }

    /// <summary>Where a value of the horizontal axis lies.</summary>
    public double AtX(double x)
    {
        var share = _logarithmic
            ? Math.Log(x / _x.Low) / Math.Log(_x.High / _x.Low) : (x - _x.Low) / (_x.High - _x.Low);
        return Left + (share * (Right - Left));
    }

    /// <summary>Where a value of the vertical axis lies.</summary>
    public double AtY(double y) => Bottom - ((y - _y.Low) / (_y.High - _y.Low) * (Bottom - Top));

    /// <summary>Draws both axes.</summary>
    /// <param name="canvas">What to draw on.</param>
    /// <param name="xTitle">What the horizontal axis counts, below it.</param>
    /// <param name="yTitle">What the vertical axis measures, at the head of the chart.</param>
    /// <param name="counts">Whether the horizontal axis counts, so that it has whole numbers only.</param>
    public void DrawAxes(SvgCanvas canvas, string xTitle, string yTitle, bool counts)
    {
        if (yTitle.Length > 0)
        {
            canvas.Text("soft small", _corner.X, _corner.Y + 12, yTitle);
        }

        foreach (var tick in _yTicks)
        {
            canvas.Line("rule", Left, AtY(tick), Right, AtY(tick));
            canvas.Text("soft small", Left - 7, AtY(tick) + 4, AxisTicks.Format(tick, _yTicks) + _yUnit, "end");
        }

        foreach (var (value, text) in XTicks(counts))
        {
            canvas.Text("soft small", AtX(value), Bottom + 17, text, "middle");
        }

        if (xTitle.Length > 0)
        {
            canvas.Text("soft small", (Left + Right) / 2, Bottom + 38, xTitle, "middle");
        }
    }

    private IEnumerable<(double Value, string Text)> XTicks(bool counts)
    {
        var about = (int)((Right - Left) / 70);
        if (_logarithmic)
        {
            return AxisTicks.Factors(_x.Low, _x.High, 2 * about).Select(tick => (tick, SvgCanvas.Number(tick)));
        }

        var ticks = AxisTicks.Between(_x.Low, _x.High, about);
        var whole = ticks.Where(tick => tick % 1 == 0).ToList();
        var shown = !counts ? ticks : whole.Count > 0 ? whole : [_x.Low];
        return shown.Select(tick => (tick, AxisTicks.Format(tick, counts ? [0, 1] : ticks)));
    }
}
