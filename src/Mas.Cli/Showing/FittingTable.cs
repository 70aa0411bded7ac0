using Spectre.Console;

namespace Mas.Cli.Showing;

/// <summary>
/// A table whose words stay whole on a terminal of any width: in columns if they fit, else a paragraph per row, or
/// where <see cref="HangsRows"/> says so, columns below the long first cells.
/// </summary>
/// <param name="headings">The headings; the last column alone may take several lines.</param>
internal sealed class FittingTable(params string[] headings)
{
    private const int Gap = 2;

    private readonly List<string[]> _rows = [];

    /// <summary>
    /// Whether a first cell that leaves too little room is a line of its own, with the rest of its row below; default no.
    /// </summary>
    internal bool HangsRows { get; init; }

    /// <summary>Adds a row, one cell per heading; <c>-</c> for an empty one.</summary>
    internal void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table and an empty line after it; nothing if it has no rows.</summary>
    internal void Write(IAnsiConsole console)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var room = console.Profile.Width - LeastWidth() + Width(0);
        if (room >= Width(0))
        {
            console.Write(Columns(_rows, Width(0)));
        }
        else if (HangsRows && room >= headings[0].Length)
        {
            Hanging(console, room);
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

    private int Width(int column) => _rows.Append(headings).Max(row => row[column].Length);

    /// <summary>The smallest width in which no word is broken.</summary>
    private int LeastWidth() => Enumerable.Range(0, headings.Length - 1).Sum(column => Width(column) + Gap)
        + _rows.Append(headings).Max(row => LongestWord(row[^1]));

    private Table Columns(IEnumerable<string[]> rows, int first)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var (index, heading) in headings.Index())
        {
            var isLast = index == headings.Length - 1;
            table.AddColumn(new TableColumn(new Text(heading, new Style(Color.Grey)))
            {
                Padding = new Padding(0, 0, isLast ? 0 : Gap, 0),
                NoWrap = !isLast,
                Width = isLast ? null : index == 0 ? first : Width(index),
            });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private void Hanging(IAnsiConsole console, int first)
    {
        console.Write(Columns([], first));
        foreach (var row in _rows)
        {
            var isLong = row[0].Length > first;
            if (isLong)
            {
                console.WriteLine(row[0]);
            }

            console.Write(Columns([isLong ? ["", .. row[1..]] : row], first).HideHeaders());
        }
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
