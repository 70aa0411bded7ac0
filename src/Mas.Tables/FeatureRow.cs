using System.Buffers;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>
/// The row of numbers that a model reads of a row of the table. A number is standardised, 0 where it is missing. A
/// category is a number for each word of its vocabulary, and one before them for what is unknown: 1 where it is that word,
/// else 0; of a cell with several words, 1 for each. A date is seven numbers: its day, standardised, and sine and cosine
/// of the time of the year, of the week and of the day. A number or date that training rows lack somewhere has one more,
/// 1 where it is missing.
/// </summary>
internal sealed class FeatureRow(IReadOnlyList<TableColumn> columns)
{
    private const double DaysPerYear = 365.2425;
    private const double DaysPerWeek = 7;

    /// <summary>How many numbers.</summary>
    internal int Width { get; } = columns.Sum(column => WidthOf(column.Description));

    /// <summary>What each number is.</summary>
    internal IReadOnlyList<InputChannel> Channels { get; } =
        [.. columns.SelectMany(column => FeatureChannels.Of(column.Description))];

    /// <summary>Writes the numbers of rows.</summary>
    /// <param name="to">As many per row as <see cref="Width"/>, overwritten.</param>
    /// <param name="rows">The rows of the table.</param>
    internal void Write(Span<float> to, ReadOnlySpan<int> rows)
    {
        to.Clear();
        var cells = ArrayPool<double>.Shared.Rent(rows.Length);
        var first = 0;
        foreach (var column in columns)
        {
            // In a loop of their own, so that the processor fetches the cells of many rows at once.
            column.CellsOf(rows, cells);
            var width = WidthOf(column.Description);
            for (var example = 0; example < rows.Length; example++)
            {
                Write(to.Slice((example * Width) + first, width), column, cells[example]);
            }

            first += width;
        }

        ArrayPool<double>.Shared.Return(cells);
    }

    private static void Write(Span<float> own, TableColumn column, double cell)
    {
        if (column.Kind == ColumnKind.Category)
        {
            own[column.IndexOfCell((int)cell)] = 1;
        }
        else if (column.Kind == ColumnKind.Categories)
        {
            WriteWords(own, column, (int)cell);
        }
        else if (!double.IsNaN(cell))
        {
            WriteNumber(own, column, cell);
        }
        else if (column.Description.HasMissing)
        {
            own[^1] = 1;
        }
    }

    private static int WidthOf(ColumnDescription column) => column.Kind switch
    {
        ColumnKind.Category or ColumnKind.Categories => column.Vocabulary.Count + 1,
        ColumnKind.Date => column.HasMissing ? 8 : 7,
        _ => column.HasMissing ? 2 : 1,
    };

    private static void WriteWords(Span<float> own, TableColumn column, int cell)
    {
        own[0] = cell == ColumnValues.MissingWord ? 1 : 0;
        foreach (var index in column.IndicesOfCell(cell))
        {
            own[index] = 1;
        }
    }

    private static void WriteNumber(Span<float> own, TableColumn column, double number)
    {
        own[0] = column.Description.Standardised(number);
        if (column.Kind != ColumnKind.Date)
        {
            return;
        }

        Turn(own[1..], number / DaysPerYear);
        Turn(own[3..], number / DaysPerWeek);
        Turn(own[5..], number);
    }

    private static void Turn(Span<float> to, double turns)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (turns - Math.Floor(turns)));
        (to[0], to[1]) = ((float)sine, (float)cosine);
    }
}
