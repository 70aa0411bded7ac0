namespace Mas.Federation.Reports.Charts;

/// <summary>The field of a chart between its two axes: where values lie in it, and how the axes are drawn.</summary>
internal sealed class PlotArea
{
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;
    private readonly IReadOnlyList<double> _yTicks;
    private readonly string _yUnit;

    /// <summary>The field of a chart.</summary>
    /// <param name="width">The chart's width.</param>
    /// <param name="height">The chart's height.</param>
    /// <param name="space">What is left free above, on the right and below.</param>
    /// <param name="x">The values at its left and right end; the second is the larger.</param>
    /// <param name="y">The values at its lower and upper end; the second is the larger.</param>
    /// <param name="yUnit">Written behind every number of the vertical axis.</param>
    public PlotArea(
        double width, double height, (double Above, double Right, double Below) space, (double Low, double High) x,
        (double Low, double High) y, string yUnit = "")
    {
        (_x, _y, _yUnit) = (x, y, yUnit);
        _yTicks = AxisTicks.Between(y.Low, y.High, Math.Max((int)(height / 60), 2));
        Left = 12 + _yTicks.Max(tick => SvgCanvas.WidthOf(AxisTicks.Format(tick, _yTicks) + yUnit));
        (Right, Top, Bottom) = (width - space.Right, space.Above, height - space.Below);
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
    public double AtX(double x) => Left + ((x - _x.Low) / (_x.High - _x.Low) * (Right - Left));

    /// <summary>Where a value of the vertical axis lies.</summary>
    public double AtY(double y) => Bottom - ((y - _y.Low) / (_y.High - _y.Low) * (Bottom - Top));

    /// <summary>Draws both axes.</summary>
    /// <param name="canvas">What to draw on.</param>
    /// <param name="xTitle">What the horizontal axis counts, below it.</param>
    /// <param name="yTitle">What the vertical axis measures, at the head of the chart.</param>
    /// <param name="counts">Whether the horizontal axis counts, so that it has whole numbers only.</param>
    public void DrawAxes(SvgCanvas canvas, string xTitle, string yTitle, bool counts)
    {
        canvas.Text("soft small", 0, 12, yTitle);
        foreach (var tick in _yTicks)
        {
            canvas.Line("rule", Left, AtY(tick), Right, AtY(tick));
            canvas.Text("soft small", Left - 7, AtY(tick) + 4, AxisTicks.Format(tick, _yTicks) + _yUnit, "end");
        }

        var ticks = AxisTicks.Between(_x.Low, _x.High, (int)((Right - Left) / 70));
        var whole = ticks.Where(tick => tick % 1 == 0).ToList();
        var xTicks = !counts ? ticks : whole.Count > 0 ? whole : [_x.Low];
        foreach (var tick in xTicks)
        {
            var text = AxisTicks.Format(tick, counts ? [0, 1] : ticks);
            canvas.Text("soft small", AtX(tick), Bottom + 17, text, "middle");
        }

        if (xTitle.Length > 0)
            canvas.Text("soft small", (Left + Right) / 2, Bottom + 38, xTitle, "middle");
    }
}
