using System.Globalization;
using Mas.Reports.Stories;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mas.Cli.Showing;

/// <summary>
/// A matrix of affinities: green helps, red hurts, the stronger the further from 0; a dash where nothing was measured.
/// On a terminal that is too narrow for the names above the columns, numbers replace them; if it is too narrow for all
/// columns, the matrix is split into several tables.
/// </summary>
/// <param name="tasks">The tasks' names; the order of rows and columns.</param>
/// <param name="affinity">The matrix.</param>
/// <param name="words">The tasks in words.</param>
internal sealed class AffinityTable(IReadOnlyList<string> tasks, double?[][] affinity, TaskWords words) : Renderable
{
    private const string Corner = "a step for";
    private const int Gap = 2;

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        // In a matrix that another program wrote, an "a" among unknown names is not our autoencoding.
        var ours = tasks.All(task => words.Name(task) != task);
        var number = affinity.SelectMany(row => row.Select(Text)).Max(text => text.Length);
        var numbered = !ours && Width(number) > maxWidth;
        string[] headings = [.. tasks.Select((task, index) => numbered ? $"{index + 1}" : task)];
        string[] names =
        [
            .. tasks.Select((task, index) =>
                ours ? $"{words.Name(task)} {task}" : numbered ? $"{index + 1} {task}" : task),
        ];
        var left = Math.Min(names.Append(Corner).Max(name => name.Length), Math.Max(maxWidth / 2, 1));
        var cell = Math.Max(number, headings.Max(heading => heading.Length));
        var fitting = Math.Max((maxWidth - left) / (cell + Gap), 1);
        var tables = Enumerable.Range(0, tasks.Count).Chunk(fitting)
            .Select(columns => Columns(columns, headings, names, left, cell));
        return ((IRenderable)new Rows(tables)).Render(options, maxWidth);
    }

    /// <summary>The width with the names before the rows and above the columns.</summary>
    private int Width(int number)
    {
        var longest = tasks.Max(task => task.Length);
        return Math.Max(longest, Corner.Length) + (tasks.Count * (Math.Max(number, longest) + Gap));
    }

    private Table Columns(int[] columns, string[] headings, string[] names, int left, int cell)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn(new Text(Corner, new Style(Color.Grey)))
        {
            Padding = new Padding(0, 0, Gap, 0),
            Width = left,
        }.RightAligned());
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(headings[column]))
            {
                Padding = new Padding(0, 0, column == columns[^1] ? 0 : Gap, 0),
                Width = cell,
                NoWrap = true,
            }.RightAligned());
        }

        var most = affinity.SelectMany(row => row).OfType<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
        foreach (var (row, name) in names.Index())
        {
            table.AddRow(columns.Select(column => Cell(affinity[row][column], most, row == column))
                .Prepend(new Text(name)));
        }

        return table;
    }

    private static Text Cell(double? affinity, double most, bool diagonal)
    {
        if (diagonal || affinity is not { } value)
        {
            return new Text(Text(affinity), new Style(Color.Grey));
        }

        var strong = most > 0 && Math.Abs(value) > most / 3;
        var color = value >= 0 ? strong ? Color.Green : Color.DarkSeaGreen : strong ? Color.Red : Color.RosyBrown;
        return new Text(Text(value), new Style(color, decoration: strong ? Decoration.Bold : Decoration.None));
    }

    private static string Text(double? affinity) =>
        affinity?.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture) ?? "\u2013";
}
