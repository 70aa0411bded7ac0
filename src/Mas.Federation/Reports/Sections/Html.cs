using System.Text;
using Mas.Federation.Reports.Charts;

namespace Mas.Federation.Reports.Sections;

/// <summary>Writes the few HTML elements the report is made of. All text given to it is escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder _html = new();

    /// <summary>Markup as it is.</summary>
    public Html Raw(string markup)
    {
        _html.Append(markup).Append('\n');
        return this;
    }

    /// <summary>An element with text inside.</summary>
    public Html Element(string name, string text, string style = "") => Raw(
        $"<{name}{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{SvgCanvas.Escape(text)}</{name}>");

    /// <summary>A paragraph.</summary>
    public Html Paragraph(string text, string style = "") => Element("p", text, style);

    /// <summary>A figure, wide or narrow as the screen is.</summary>
    public Html Figure(ReportFigure figure, string caption = "")
    {
        Raw("<figure>");
        if (figure.Narrow is null)
        {
            Raw(figure.Wide.ToSvg(standalone: false));
        }
        else
        {
            Raw($"<div class=\"wide\">{figure.Wide.ToSvg(standalone: false)}</div>");
            Raw($"<div class=\"narrow\">{figure.Narrow.ToSvg(standalone: false)}</div>");
        }

        if (caption.Length > 0)
            Element("figcaption", caption);
        return Raw("</figure>");
    }

    /// <summary>
    /// A table; every column but the first <paramref name="textColumns"/> holds numbers, and the last row their sum
    /// where <paramref name="total"/> says so. What follows a line break in a cell stands small below.
    /// </summary>
    public Html Table(
        IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, int textColumns, bool total = false)
    {
        Raw("<div class=\"scroll\"><table><thead><tr>");
        for (int column = 0; column < head.Count; column++)
            Element("th", head[column], column >= textColumns ? "number" : "");
        Raw("</tr></thead><tbody>");
        for (int row = 0; row < rows.Count; row++)
        {
            Raw(total && row == rows.Count - 1 ? "<tr class=\"total\">" : "<tr>");
            for (int column = 0; column < rows[row].Count; column++)
                Cell(rows[row][column], column >= textColumns);
            Raw("</tr>");
        }

        return Raw("</tbody></table></div>");
    }

    private void Cell(string text, bool number)
    {
        var lines = text.Split('\n', 2).Select(SvgCanvas.Escape).ToList();
        var below = lines.Count > 1 ? $"<div class=\"soft small\">{lines[1]}</div>" : "";
        Raw($"<td{(number ? " class=\"number\"" : "")}>{lines[0]}{below}</td>");
    }

    /// <summary>Everything written so far.</summary>
    public override string ToString() => _html.ToString();
}
