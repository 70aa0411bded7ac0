using System.Globalization;
using System.Text;

namespace Mas.Federation.Reports.Charts;

/// <summary>
/// Writes the few SVG elements the charts are made of: escaped text, numbers in one spelling, classes instead of
/// colors, so that the style sheet alone decides how a chart looks in light and in dark.
/// </summary>
internal sealed class SvgCanvas
{
    /// <summary>The size of a chart's text in pixels; the style sheet says the same.</summary>
    public const double FontSize = 13;

    private readonly StringBuilder _svg = new();

    /// <summary>A number with at most two decimals, a point for the decimal sign on every machine.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>
    /// Text made safe inside elements and attributes. Control characters, which no XML file may hold, are left out.
    /// </summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\n' or '\t' => safe.Append(character),
                < ' ' or '\uFFFE' or '\uFFFF' => safe,
                _ when char.IsSurrogate(character) => safe.Append('\uFFFD'),
                _ => safe.Append(character),
            };
        }

        return safe.ToString();
    }

    /// <summary>About how wide a text of the charts' font is, in pixels: enough to keep labels apart.</summary>
    public static double WidthOf(string text, double size = FontSize) => text.Length * size * 0.6;

    /// <summary>A straight line.</summary>
    public void Line(string style, double x1, double y1, double x2, double y2) => _svg.Append(
        $"<line class=\"{style}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>\n");

    /// <summary>A rectangle, with rounded corners and partly see-through where asked.</summary>
    public void Rectangle(
        string style, double x, double y, double width, double height, double radius = 0, double? fillOpacity = null)
    {
        _svg.Append($"<rect class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\" ");
        _svg.Append($"width=\"{Number(Math.Max(width, 0))}\" height=\"{Number(Math.Max(height, 0))}\"");
        if (radius > 0)
            _svg.Append($" rx=\"{Number(radius)}\"");
        if (fillOpacity is { } opacity)
            _svg.Append($" fill-opacity=\"{Number(opacity)}\"");
        _svg.Append("/>\n");
    }

    /// <summary>A dot.</summary>
    public void Circle(string style, double x, double y, double radius) => _svg.Append(
        $"<circle class=\"{style}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"/>\n");

    /// <summary>A path in SVG's own notation.</summary>
    public void Path(string style, string data) => _svg.Append($"<path class=\"{style}\" d=\"{data}\"/>\n");

    /// <summary>One line of text; the anchor is start, middle or end, and <paramref name="y"/> its base line.</summary>
    public void Text(string style, double x, double y, string text, string anchor = "start") => _svg.Append(
        $"<text class=\"{style}\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");

    /// <summary>Everything written so far.</summary>
    public override string ToString() => _svg.ToString();
}
