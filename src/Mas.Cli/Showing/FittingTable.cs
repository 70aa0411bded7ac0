using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>
/// A table whose words stay whole on a terminal of any width: in columns if they fit, else a paragraph per row.
/// </summary>
/// <param name="headings">The headings; the last column alone may take several lines.</param>
internal sealed class FittingTable(params string[] headings)
{
    private const int Gap = 2;

    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row, one cell per heading; <c>-</c> for an empty one.</summary>
    internal void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table and an empty line after it; nothing if it has no rows.</summary>
    internal void Write(IAnsiConsole console)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        if (LeastWidth() <= console.Profile.Width)
        {
            console.Write(Columns());
        }
        else
        {
            foreach (var row in _rows)
            {
                Paragraph(console, row);
            }
        }

        console.WriteLine();
    }

    private static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);

    /// <summary>The smallest width in which no word is broken.</summary>
    private int LeastWidth()
    {
        string[][] all = [headings, .. _rows];
        return Enumerable.Range(0, headings.Length - 1).Sum(column => all.Max(row => row[column].Length) + Gap)
            + all.Max(row => LongestWord(row[^1]));
    }

    private Table Columns()
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var (index, heading) in headings.Index())
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(Color.Grey)))
            {
                Padding = new Padding(0, 0, index < headings.Length - 1 ? Gap : 0, 0),
                NoWrap = index < headings.Length - 1,
            });
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private void Paragraph(IAnsiConsole console, string[] row)
    {
        console.Write(new Text(row[0], new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        var said = headings.Zip(row).Skip(1).Where(cell => cell.Second != "-")
            .Select(cell => $"{cell.First} {cell.Second}");
        console.Write(new Padder(new Text(string.Join(", ", said)), new Padding(Gap, 0, 0, 0)));
    }
}
