using System.Text;
using Mas.Reports.Charts;
using Mas.Reports.Figures;
using Mas.Reports.Tables;

namespace Mas.Reports.Sections;

/// <summary>Writes the few HTML elements the report is made of. All text given to it is escaped.</summary>
internal sealed class Html
{
    private const int LongestUnbroken = 22;

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

    /// <summary>
    /// A figure, wide or narrow as the screen is, below its title and caption; its numbers follow as a collapsed table.
    /// </summary>
    public Html Figure(ReportFigure figure, string caption = "")
    {
        var chart = figure.Wide;
        var style = chart.Width > ReportFigure.SmallWidth ? "figure" : "figure small";
        Raw($"<div class=\"{style}\"><figure><figcaption>");
        Element("strong", chart.Title);
        if (caption.Length > 0)
        {
            Element("span", caption);
        }

        Raw("</figcaption>");
        if (figure.Narrow is null)
        {
            Raw(chart.ToSvg(standalone: false));
        }
        else
        {
            Raw($"<div class=\"wide\">{chart.ToSvg(standalone: false)}</div>");
            Raw($"<div class=\"narrow\">{figure.Narrow.ToSvg(standalone: false)}</div>");
        }

        Raw("</figure>");
        if (chart.Numbers is { Rows.Count: > 0 } numbers)
        {
            Raw("<details class=\"numbers\">").Element("summary", "The numbers of this figure");
            Table(numbers, $"Numbers: {chart.Title}").Raw("</details>");
        }

        return Raw("</div>");
    }

    /// <summary>
    /// A table in a region that scrolls if there is no room, by touch and by keyboard, and then says so.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The region's accessible name, unique on a page.</param>
    public Html Table(TextTable table, string name)
    {
        Raw("<div class=\"table\"><div class=\"scroll\" role=\"region\" tabindex=\"0\" "
            + $"aria-label=\"{SvgCanvas.Escape(name)}\">");
        Raw("<table><thead><tr>");
        for (var column = 0; column < table.Head.Count; column++)
        {
            Raw($"<th scope=\"col\"{Style(table, column, "")}>{SvgCanvas.Escape(table.Head[column])}</th>");
        }

        Raw("</tr></thead><tbody>");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            Raw(table.HasTotal && row == table.Rows.Count - 1 ? "<tr class=\"total\">" : "<tr>");
            for (var column = 0; column < table.Rows[row].Count; column++)
            {
                var (element, scope) = column == 0 ? ("th", " scope=\"row\"") : ("td", "");
                var cell = table.Rows[row][column];
                Raw($"<{element}{scope}{Style(table, column, cell.Text)}>{Text(cell)}</{element}>");
            }

            Raw("</tr>");
        }

        return Raw($"</tbody></table></div><p class=\"hint\" aria-hidden=\"true\">{ScrollStyle.Hint}</p></div>");
    }

    // Short names stay in one line; what is longer breaks rather than pushing the other columns out of sight.
    private static string Style(TextTable table, int column, string text) =>
        column >= table.TextColumns ? " class=\"number\""
        : text.Length is > 0 and <= LongestUnbroken ? " class=\"short\"" : "";

    private static string Text(TextCell cell) => SvgCanvas.Escape(cell.Text)
        + (cell.Below.Length > 0 ? $"<div class=\"soft small\">{SvgCanvas.Escape(cell.Below)}</div>" : "");

    /// <summary>Everything written so far.</summary>
    public override string ToString() => _html.ToString();
}
