using System.Text;
using Mas.Reports.Tables;

namespace Mas.Reports.Comparing;

/// <summary>A comparison as Markdown in GitHub's manner: <c>table.md</c>, to be put into other pages.</summary>
internal static class ComparisonMarkdown
{
    /// <summary>The file's name in a comparison's folder.</summary>
    public const string FileName = "table.md";

    /// <summary>The text.</summary>
    public static string Text(ComparisonTable table)
    {
        var text = new StringBuilder();
        text.Append($"`{table.Command.ReplaceLineEndings(" ")}`\n\n");
        foreach (var sentence in ComparisonWords.Sentences(table))
        {
            text.Append($"- {Escape(sentence)}\n");
        }

        text.Append($"\n{Escape(ComparisonWords.HowToRead(table))}\n\n");
        Append(text, ComparisonTexts.Losses(table, table.Words.Name));
        var sources = ComparisonWords.EnergySources(table);
        text.Append($"What a run used, mean over the seeds, its ratio in brackets. {sources}\n\n");
        Append(text, ComparisonTexts.Costs(table));
        if (ComparisonTexts.Differences(table) is { Rows.Count: > 0 } differences)
        {
            text.Append("Total test loss less that of another method, seed by seed.\n\n");
            Append(text, differences);
        }

        if (ComparisonTexts.Groups(table) is { Rows.Count: > 0 } groups)
        {
            text.Append("The groups chosen, a seed a row; the lead is over the next best.\n\n");
            Append(text, groups);
        }

        if (ComparisonTexts.Pairs(table, table.Words.Name) is { Rows.Count: > 0 } pairs)
        {
            text.Append($"{PairWords.HowToRead(table)}\n\n");
            Append(text, pairs);
            if (ComparisonTexts.Agreement(table, table.Words.Name) is { Rows.Count: > 0 } agreement)
            {
                text.Append($"{PairWords.HowAgreementReads}\n\n");
                Append(text, agreement);
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, TextTable table)
    {
        AppendRow(text, table.Head);
        AppendRow(text, [.. table.Head.Select((_, column) => column < table.TextColumns ? "---" : "---:")]);
        foreach (var row in table.Rows)
        {
            AppendRow(text, [.. row.Select(cell => cell.ToString())]);
        }

        text.Append('\n');
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append($"| {string.Join(" | ", cells.Select(Escape))} |\n");

    /// <summary>What does not end a cell, a row or a list, nor begin an element.</summary>
    private static string Escape(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
