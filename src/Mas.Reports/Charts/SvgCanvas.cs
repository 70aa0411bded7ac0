using System.Globalization;
using System.Text;

namespace Mas.Reports.Charts;

/// <summary>
/// Writes the few SVG elements the charts are made of: escaped text, numbers in one spelling, classes instead of
/// colors, so that the style sheet alone decides how a chart looks in light and in dark.
/// </summary>
internal sealed class SvgCanvas
{
    /// <summary>The size of a chart's text in pixels; the style sheet says the same.</summary>
    public const double FontSize = 13;

    /// <summary>The size of small text; the style sheet says the same.</summary>
    public const double SmallSize = 11.5;

    private readonly StringBuilder _svg = new();

    /// <summary>A number with at most two decimals, a point for the decimal sign on every machine.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>
    /// Text made safe inside elements and attributes. Control characters, which no XML file may hold, are left out;
    /// half a surrogate pair becomes the replacement character.
    /// </summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\n' or '\t' => safe.Append((char)rune.Value),
                < ' ' or 0xFFFE or 0xFFFF => safe,
                _ => safe.Append(rune.ToString()),
            };
        }

        return safe.ToString();
    }

    /// <summary>
    /// About how wide a text of the charts' font is, in pixels: enough to keep labels apart. Signs of East Asian
    /// scripts and pictures are as wide as they are high.
    /// </summary>
    public static double WidthOf(string text, double size = FontSize) =>
        text.EnumerateRunes().Sum(rune => rune.Value < 0x1100 ? 0.6 : 1.05) * size;

    /// <summary>
    /// A text on one line, as much of it as fits a width: an ellipsis takes the place of the middle, because names
    /// often differ in their ends.
    /// </summary>
    public static string Fit(string text, double width, double size = FontSize)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        Rune[] runes = [.. line.EnumerateRunes()];
        for (var kept = runes.Length - 1; WidthOf(line, size) > width && kept > 0; kept--)
        {
            var first = (kept + 1) / 2;
            line = $"{string.Concat(runes[..first])}…{string.Concat(runes[^(kept - first)..])}";
        }

        return line;
    }

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
        {
            _svg.Append($" rx=\"{Number(radius)}\"");
        }

        if (fillOpacity is { } opacity)
        {
            _svg.Append($" fill-opacity=\"{Number(opacity)}\"");
        }

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
