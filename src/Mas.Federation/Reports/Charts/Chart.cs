namespace Mas.Federation.Reports.Charts;

/// <summary>
/// A picture of numbers as SVG: readable in light and in dark, by a screen reader through its title and description,
/// and without telling colors apart, because everything drawn is labelled where it stands.
/// </summary>
public abstract record Chart
{
    /// <summary>What the chart shows, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What one sees in it, in words, for those who do not see it.</summary>
    public required string Description { get; init; }

    /// <summary>Width in pixels at its natural size, 240 or more.</summary>
    public int Width { get; init; } = 720;

    /// <summary>The chart as one SVG element.</summary>
    /// <param name="standalone">
    /// True for a file of its own: it carries its style sheet and background. False inside a page that has
    /// <see cref="ChartStyle.Css"/> already.
    /// </param>
    public string ToSvg(bool standalone = true)
    {
        var canvas = new SvgCanvas();
        var height = SvgCanvas.Number(Draw(canvas));
        var title = $"<title>{SvgCanvas.Escape(Title)}</title>\n<desc>{SvgCanvas.Escape(Description)}</desc>\n";
        var ground = standalone
            ? $"<style>{ChartStyle.Css}</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
            : "";
        var space = standalone ? " xmlns=\"http://www.w3.org/2000/svg\"" : "";
        return $"<svg{space} class=\"chart\" role=\"img\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" "
            + $"height=\"{height}\">\n{title}{ground}{canvas}</svg>\n";
    }

    /// <summary>Draws the chart and returns its height in pixels.</summary>
    private protected abstract double Draw(SvgCanvas canvas);
}
