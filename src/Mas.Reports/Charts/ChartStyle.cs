using System.Text;

namespace Mas.Reports.Charts;

/// <summary>
/// The one style sheet of all charts, light and dark. A page that shows charts inline carries it once; a chart in a
/// file of its own brings it along.
/// </summary>
public static class ChartStyle
{
    /// <summary>How many colors series can tell apart: one for every task Mas knows.</summary>
    public const int Colors = 9;

    private static readonly string[] _light =
        ["#2f6db5", "#c4512f", "#23835f", "#8653a8", "#8f680f", "#1a7a90", "#b3446f", "#66752a", "#6a655f"];

    private static readonly string[] _dark =
        ["#7fb0ee", "#f2937a", "#63c9a0", "#c79be2", "#e0b856", "#66c4d8", "#ec8fb4", "#b3c46c", "#b9b2aa"];

    /// <summary>The style sheet, without the element around it.</summary>
    public static string Css { get; } = Build();

    private static string Build()
    {
        var css = new StringBuilder();
        css.Append(".chart{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif;");
        css.Append("font-variant-numeric:tabular-nums;");
        css.Append(Variables("#1c1e21", "#63676e", "#d4d7dc", "#ffffff", "#2f6db5", "#c4512f", _light)).Append("}\n");
        css.Append("@media (prefers-color-scheme:dark){.chart{");
        css.Append(Variables("#e8e6e1", "#a3a6ab", "#42464c", "#16181b", "#5f9ee6", "#ef7f5c", _dark)).Append("}}\n");
        css.Append("""
            .chart .paper{fill:var(--paper)}
            .chart text{fill:var(--ink)}
            .chart .soft{fill:var(--soft)}
            .chart .strong{font-weight:600}
            .chart .small{font-size:11.5px}
            .chart .clear{stroke:var(--paper);stroke-width:3;stroke-linejoin:round;paint-order:stroke}
            .chart .axis,.chart .rule{stroke:var(--line);stroke-width:1;fill:none}
            .chart .mark{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 3;fill:none}
            .chart .curve{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
            .chart .curve.ghost{stroke:var(--soft);stroke-width:1.2;opacity:.75}
            .chart .dot.ghost{fill:var(--soft)}
            .chart .dot{stroke:var(--paper);stroke-width:1.5}
            .chart .leader{stroke:var(--soft);stroke-width:.8}
            .chart .whisker{stroke-width:1.2}
            .chart .helps{fill:var(--helps)}
            .chart .hurts{fill:var(--hurts)}
            .chart .cell{fill:none;stroke:var(--line);stroke-width:1}
            .chart .frame{fill:none;stroke:var(--ink);stroke-width:2}
            .chart .box{fill:var(--soft);fill-opacity:.14;stroke:var(--soft);stroke-width:1}
            .chart .link{fill:none;stroke:var(--soft);stroke-width:1.5}
            .chart .bar{fill:var(--soft)}
            .chart .reference{stroke:var(--ink);stroke-width:1.5}

            """);
        for (var index = 0; index < Colors; index++)
        {
            css.Append($".chart .c{index}{{fill:var(--c{index})}}.chart .curve.c{index}{{fill:none;");
            css.Append($"stroke:var(--c{index})}}");
            css.Append($".chart .whisker.c{index}{{stroke:var(--c{index})}}\n");
        }

        return css.ToString();
    }

    private static string Variables(
        string ink, string soft, string line, string paper, string helps, string hurts, string[] colors)
    {
        var series = string.Concat(colors.Select((color, index) => $"--c{index}:{color};"));
        return $"--ink:{ink};--soft:{soft};--line:{line};--paper:{paper};--helps:{helps};--hurts:{hurts};{series}";
    }
}
