using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>Horizontal bars from a common zero, each with its name on the left and its value on the right.</summary>
public sealed record BarChart : Chart
{
    private const double RowHeight = 26;
    private const double BarHeight = 14;

    /// <summary>The share of the width that names may take; longer ones are cut off.</summary>
    private const double LabelShare = 0.5;

    /// <summary>The bars, from top to bottom.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>What a bar stands for: the heading of the names in the table of numbers.</summary>
    public required string LabelTitle { get; init; }

    /// <summary>What the bars' length measures.</summary>
    public required string ValueTitle { get; init; }

    /// <inheritdoc/>
    public override TextTable Numbers => new(
        [LabelTitle, ValueTitle], [.. Bars.Select(bar => (IReadOnlyList<TextCell>)[bar.Label, bar.Text])]);

    private protected override double Draw(SvgCanvas canvas)
    {
        if (Bars.Count == 0)
        {
            canvas.Text("soft", 0, 18, "Nothing measured.");
            return RowHeight + 4;
        }

        var labels = Bars.Select(bar => SvgCanvas.Fit(bar.Label, Width * LabelShare)).ToList();
        var left = labels.Max(label => SvgCanvas.WidthOf(label)) + 12;
        var right = Bars.Max(bar => SvgCanvas.WidthOf(bar.Text)) + 12;
        var most = Bars.Max(bar => Math.Max(Length(bar), bar.Reference ?? 0));
        var scale = most > 0 ? Math.Max(Width - left - right, 20) / most : 0;
        for (var index = 0; index < Bars.Count; index++)
        {
            var bar = Bars[index];
            var y = (index * RowHeight) + ((RowHeight - BarHeight) / 2) + 4;
            var style = bar.Color is { } color ? $"c{color % ChartStyle.Colors}" : "bar";
            canvas.Text("", left - 10, y + 11.5, labels[index], "end");
            canvas.Rectangle(style, left, y, Length(bar) * scale, BarHeight, radius: 1.5);
            if (bar.Reference is { } reference)
            {
                var x = left + (reference * scale);
                canvas.Line("reference", x, y - 4, x, y + BarHeight + 4);
            }

            var end = Math.Max(Length(bar), bar.Reference ?? 0) * scale;
            canvas.Text("", left + end + 9, y + 11.5, bar.Text);
        }

        return (Bars.Count * RowHeight) + 8;
    }

    private static double Length(Bar bar) => double.IsFinite(bar.Value) ? bar.Value : 0;
}
