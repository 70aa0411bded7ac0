namespace Mas.Federation.Reports.Charts;

/// <summary>Horizontal bars from a common zero, each with its name on the left and its value on the right.</summary>
public sealed record BarChart : Chart
{
    private const double RowHeight = 26;
    private const double BarHeight = 14;

    /// <summary>The bars, from top to bottom.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>Written above the bars; empty for nothing.</summary>
    public string Heading { get; init; } = "";

    private protected override double Draw(SvgCanvas canvas)
    {
        var top = Heading.Length > 0 ? 26.0 : 4;
        canvas.Text("strong", 0, 14, Heading);
        if (Bars.Count == 0)
        {
            canvas.Text("soft", 0, top + 14, "Nothing measured yet.");
            return top + RowHeight;
        }

        var left = Bars.Max(bar => SvgCanvas.WidthOf(bar.Label)) + 12;
        var right = Bars.Max(bar => SvgCanvas.WidthOf(bar.Text)) + 12;
        var most = Bars.Max(bar => Math.Max(bar.Value, bar.Reference ?? 0));
        var scale = most > 0 ? Math.Max(Width - left - right, 20) / most : 0;
        for (int index = 0; index < Bars.Count; index++)
        {
            var bar = Bars[index];
            var y = top + (index * RowHeight) + ((RowHeight - BarHeight) / 2);
            var style = bar.Color is { } color ? $"c{color % ChartStyle.Colors}" : "bar";
            canvas.Text("", left - 10, y + 11.5, bar.Label, "end");
            canvas.Rectangle(style, left, y, bar.Value * scale, BarHeight, radius: 1.5, fillOpacity: 0.85);
            if (bar.Reference is { } reference)
            {
                var x = left + (reference * scale);
                canvas.Line("reference", x, y - 4, x, y + BarHeight + 4);
            }

            var end = Math.Max(bar.Value, bar.Reference ?? 0) * scale;
            canvas.Text("", left + end + 9, y + 11.5, bar.Text);
        }

        return top + (Bars.Count * RowHeight) + 4;
    }
}
