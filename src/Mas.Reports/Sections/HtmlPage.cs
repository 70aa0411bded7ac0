using Mas.Reports.Charts;

namespace Mas.Reports.Sections;

/// <summary>The frame of a report: one self-contained page with its styles, a main part and a foot.</summary>
internal static class HtmlPage
{
    /// <summary>The page.</summary>
    /// <param name="title">What the page is about; it is also its heading.</param>
    /// <param name="css">Styles beyond those of every report.</param>
    /// <param name="main">Writes what follows the heading.</param>
    /// <param name="foot">A sentence at the end; null for none.</param>
    public static string Of(string title, string css, Action<Html> main, string? foot)
    {
        var html = new Html();
        html.Raw("<!DOCTYPE html>").Raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Element("title", $"{title} – Mas");
        html.Raw($"<style>\n{ReportCss.Text}{ScrollStyle.Css}{ChartStyle.Css}{css}</style></head><body><main>");
        html.Element("h1", title);
        main(html);
        html.Raw("</main>");
        if (foot is not null)
        {
            html.Raw("<footer>").Paragraph(foot, "soft small").Raw("</footer>");
        }

        return html.Raw("</body></html>").ToString();
    }
}
