namespace Mas.Reports.Charts;

/// <summary>What a short label in a chart stands for, where there is no room for the name itself.</summary>
/// <param name="Label">The label as it stands in the chart.</param>
/// <param name="Text">The name.</param>
/// <param name="Color">0 to <see cref="ChartStyle.Colors"/> - 1.</param>
internal sealed record ChartKey(string Label, string Text, int Color)
{
    private const double LineHeight = 18;

    /// <summary>Lists keys below a chart.</summary>
    /// <param name="canvas">What to draw on.</param>
    /// <param name="keys">The keys, from top to bottom.</param>
    /// <param name="top">Where the chart ends.</param>
    /// <param name="width">The chart's width, in pixels.</param>
    /// <returns>How much room they take.</returns>
    public static double Draw(SvgCanvas canvas, IReadOnlyList<ChartKey> keys, double top, double width)
    {
        for (var index = 0; index < keys.Count; index++)
        {
            var (label, text, color) = keys[index];
            var y = top + ((index + 1) * LineHeight);
            canvas.Text($"strong c{color % ChartStyle.Colors}", 20, y, label, "end");
            canvas.Text("", 28, y, SvgCanvas.Fit(text, width - 30));
        }

        return keys.Count == 0 ? 0 : (keys.Count * LineHeight) + 6;
    }
}
