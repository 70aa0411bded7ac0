using Mas.Reports.Charts;
using Mas.Reports.Views;
using Mas.Vision.Pictures;

namespace Mas.Reports.Sections;

/// <summary>What the models see, as HTML: a figure a view, in it the picture and, for every task, predicted and true.</summary>
public static class ViewFigures
{
    /// <summary>The style sheet of the figures; the colors are those of the page around them.</summary>
    public const string Css = """
        figure.view{margin:20px 0 0;break-inside:avoid}
        .view>figcaption{color:var(--soft);font-size:14px;margin-bottom:4px;overflow-wrap:anywhere}
        .view>div{--side:84px;display:flex;flex-wrap:wrap;gap:10px 14px}
        .view figure{margin:0}
        .view figure figcaption{color:var(--ink);font-size:14px;line-height:1.4;white-space:nowrap}
        .view figure>div{display:flex;gap:4px}
        .view figure span{display:block;width:var(--side);color:var(--soft);font-size:12px;line-height:1.4}
        .view img{display:block;width:var(--side);height:var(--side);border-radius:2px}
        .view.coarse img{image-rendering:pixelated}
        .view ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 14px;margin:6px 0 0;padding:0;font-size:13px}
        .view li{display:flex;align-items:center;gap:5px}
        .view li svg{flex:none}
        @media (max-width:600px){.view>div{--side:76px}}

        """;

    /// <summary>The pixels a picture is shown in; with fewer of its own, they are shown as they are.</summary>
    private const int ShownPixels = 84;

    /// <summary>The figures, below a sentence that says what they show.</summary>
    /// <param name="views">The views, at least one.</param>
    /// <param name="size">Width and height of every picture in pixels.</param>
    /// <param name="source">Where the page finds a picture: of this view, under this file's name, with this content.</param>
    public static string Markup(
        IReadOnlyList<ReportView> views, int size, Func<ReportView, string, byte[], string> source)
    {
        var html = new Html();
        html.Paragraph(
            "Pictures that no client trained on, and what the models make of each. Gray is where the truth is not known.",
            "soft");
        foreach (var view in views)
        {
            html.Raw($"<figure class=\"view{(size < ShownPixels ? " coarse" : "")}\">").Element("figcaption", view.Name);
            html.Raw("<div>").Raw("<figure>").Element("figcaption", "picture").Raw("<div>");
            Image("", $"{view.Name}: the picture", ViewFiles.Picture, view.Picture);
            html.Raw("</div></figure>");
            foreach (var map in view.Maps)
            {
                html.Raw("<figure>").Element("figcaption", map.Task).Raw("<div>");
                Image("predicted", $"{view.Name}: {map.Task}, predicted", ViewFiles.Predicted(map.Task), map.Predicted);
                if (map.Truth is { } truth)
                {
                    Image("true", $"{view.Name}: {map.Task}, true", ViewFiles.Truth(map.Task), truth);
                }

                html.Raw("</div></figure>");
            }

            html.Raw("</div>");
            Legend(html, view.Classes);
            html.Raw("</figure>");

            void Image(string word, string words, string file, byte[] png)
            {
                var (alt, place) = (SvgCanvas.Escape(words), SvgCanvas.Escape(source(view, file, png)));
                html.Raw($"<div><img width=\"{size}\" height=\"{size}\" alt=\"{alt}\" src=\"{place}\"/>");
                if (word.Length > 0)
                {
                    html.Element("span", word);
                }

                html.Raw("</div>");
            }
        }

        return html.ToString();
    }

    // Colors are attributes of a drawing: the dashboard's pages allow no styles inside.
    private static void Legend(Html html, IReadOnlyList<ClassColor> classes)
    {
        if (classes.Count == 0)
        {
            return;
        }

        html.Raw("<ul>");
        foreach (var each in classes)
        {
            html.Raw("<li><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect width=\"12\" height=\"12\" "
                + $"rx=\"2\" stroke=\"#8a8a8a\" fill=\"#{each.Red:x2}{each.Green:x2}{each.Blue:x2}\"/></svg>");
            html.Element("span", each.Name);
            html.Raw("</li>");
        }

        html.Raw("</ul>");
    }
}
