using Mas.Federation.Reports.Comparing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mas.Cli.Showing;

/// <summary>A comparison at its end: what the numbers say, losses, costs, differences and groups.</summary>
internal static class ComparisonTables
{
    /// <summary>Every part that there are numbers for.</summary>
    public static IEnumerable<IRenderable> Of(ComparisonTable table)
    {
        foreach (var sentence in ComparisonWords.Sentences(table))
            yield return new Text(sentence);
        foreach (var (heading, text) in new[]
        {
            ("Test losses", ComparisonTexts.Losses(table, letter => letter)),
            ("What a run used, and its ratio", ComparisonTexts.Costs(table)),
            ("Total test loss less that of another method, seed by seed", ComparisonTexts.Differences(table)),
            ("The groups chosen", ComparisonTexts.Groups(table)),
        })
        {
            if (text.Rows.Count > 0)
            {
                yield return new Padder(new Text(heading, new Style(decoration: Decoration.Bold)), new Padding(0, 1, 0, 0));
                yield return Grid(text);
            }
        }
    }

    private static Table Grid(TextTable text)
    {
        var grid = new Table().Border(TableBorder.None);
        foreach (var (heading, column) in text.Head.Select((heading, column) => (heading, column)))
        {
            var head = new TableColumn(new Text(heading, new Style(Color.Grey)));
            grid.AddColumn(column < text.TextColumns ? head : head.RightAligned());
        }

        foreach (var row in text.Rows)
            grid.AddRow(row.Select(cell =>
                new Text(cell.Below.Length > 0 ? $"{cell.Text}\n{cell.Below}" : cell.Text)));
        return grid;
    }
}
