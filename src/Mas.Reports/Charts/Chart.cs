using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>
/// A picture of numbers as SVG: readable in light and in dark, by a screen reader through its title and description,
/// and without telling colors apart, because everything drawn is labelled.
/// </summary>
public abstract record Chart
{
    private const double HeadHeight = 30;

    /// <summary>What the chart shows, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What one sees in it, in words, for those who do not see it.</summary>
    public required string Description { get; init; }

    /// <summary>Width in pixels at its natural size, 240 or more.</summary>
    public int Width { get; init; } = 720;

    /// <summary>The numbers that are drawn; without rows where there are none yet.</summary>
    public abstract TextTable Numbers { get; }

    /// <summary>The chart as one SVG element.</summary>
    /// <param name="standalone">
    /// True for a file of its own: it carries its style sheet, its background and, drawn at its head, its title. False
    /// inside a page that has <see cref="ChartStyle.Css"/> and writes the title.
    /// </param>
    public string ToSvg(bool standalone = true)
    {
        var canvas = new SvgCanvas();
        var drawn = Draw(canvas);
        var (space, head, body, top) = standalone
            ? (" xmlns=\"http://www.w3.org/2000/svg\"", Head(), Moved(canvas), HeadHeight)
            : ("", "", canvas.ToString(), 0);
        var height = SvgCanvas.Number(drawn + top);
        return $"<svg{space} class=\"chart\" role=\"img\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" "
            + $"height=\"{height}\">\n<title>{SvgCanvas.Escape(Title)}</title>\n"
            + $"<desc>{SvgCanvas.Escape(Description)}</desc>\n{head}{body}</svg>\n";
    }

    /// <summary>Draws the chart and returns its height in pixels.</summary>
    private protected abstract double Draw(SvgCanvas canvas);

    private static string Moved(SvgCanvas canvas) =>
        $"<g transform=\"translate(0 {SvgCanvas.Number(HeadHeight)})\">\n{canvas}</g>\n";

    private string Head()
    {
        var head = new SvgCanvas();
        head.Text("strong", 0, 16, SvgCanvas.Fit(Title, Width, SvgCanvas.FontSize * 1.05));
        return $"<style>{ChartStyle.Css}</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n{head}";
    }
}
