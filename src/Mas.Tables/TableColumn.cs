using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mas.Learning.Columns;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>The values of a column of the whole table, of which every shard reads its own rows.</summary>
internal sealed class TableColumn
{
    private readonly ColumnValues _values;
    private ColumnDescription? _description;
    private int[] _indices = [];
    private int[][] _sets = [];
    private long[] _digests = [];

    internal TableColumn(ColumnValues values) => _values = values;

    /// <summary>The name of the column.</summary>
    internal string Name => _values.Name;

    /// <summary>What the values are.</summary>
    internal ColumnKind Kind => _values.Kind;

    /// <summary>What all clients know of it.</summary>
    internal ColumnDescription Description => _description
        ?? throw new InvalidOperationException($"The column {Name} is not described yet.");

    /// <summary>Of categories, by different cell, the words that <see cref="Description"/> does not know; empty of none.</summary>
    internal IReadOnlyDictionary<int, string[]> Unseen => Enumerable.Range(0, _values.Vocabulary.Count)
        .Select(cell => (Cell: cell, Words: Words(cell).Where(word => Description.IndexOf(word) == 0).ToArray()))
        .Where(cell => cell.Words.Length > 0).ToDictionary(cell => cell.Cell, cell => cell.Words);

    /// <summary>Reads the column as it is described from now on.</summary>
    internal void Describe(ColumnDescription description)
    {
        _description = description;
        if (Kind != ColumnKind.Categories)
        {
            _indices = [.. _values.Vocabulary.Select(description.IndexOf)];
            return;
        }

        _sets =
        [
            .. _values.Vocabulary.Select(cell =>
                CellText.Words(cell).Select(description.IndexOf).Where(index => index > 0).Order().ToArray()),
        ];
        _digests =
        [
            .. _sets.Select(set => BinaryPrimitives.ReadInt64LittleEndian(
                SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', set))))),
        ];
    }

    /// <summary>Whether a row has a value.</summary>
    internal bool IsKnown(int row) => Kind switch
    {
        ColumnKind.Number => !float.IsNaN(_values.Numbers[row]),
        ColumnKind.Date => !double.IsNaN(_values.Days[row]),
        _ => CellOf(row) != ColumnValues.MissingWord,
    };

    /// <summary>Of numbers, the transformed one; of dates, the days since the year 2000.</summary>
    internal double NumberOf(int row) => Kind == ColumnKind.Number ? _values.Numbers[row] : _values.Days[row];

    /// <summary>Of categories, which of the different cells a row has; <see cref="ColumnValues.MissingWord"/> = none.</summary>
    internal int CellOf(int row) => _values.Words[row];

    /// <summary>Of categories, the text of the cell; null where it is missing.</summary>
    internal string? WordOf(int row) =>
        CellOf(row) is var cell && cell == ColumnValues.MissingWord ? null : _values.Vocabulary[cell];

    /// <summary>Of one category, the index in the vocabulary of all clients; 0 where it is missing or unknown.</summary>
    internal int IndexOf(int row) => IndexOfCell(CellOf(row));

    /// <summary>The same of a cell.</summary>
    internal int IndexOfCell(int cell) => cell == ColumnValues.MissingWord ? 0 : _indices[cell];

    /// <summary>
    /// Of any number of categories, the indices in the vocabulary of all clients, in their order; empty where the cell
    /// is missing or none of them is known.
    /// </summary>
    internal ReadOnlySpan<int> IndicesOf(int row) => IndicesOfCell(CellOf(row));

    /// <summary>The same of a cell.</summary>
    internal ReadOnlySpan<int> IndicesOfCell(int cell) => cell == ColumnValues.MissingWord ? [] : _sets[cell];

    /// <summary>
    /// The cells of rows: of numbers and dates <see cref="NumberOf"/>, not a number where it is missing; of categories
    /// <see cref="CellOf"/>.
    /// </summary>
    internal void CellsOf(ReadOnlySpan<int> rows, Span<double> to)
    {
        if (Kind == ColumnKind.Number)
        {
            var numbers = _values.Numbers;
            for (var place = 0; place < rows.Length; place++)
            {
                to[place] = numbers[rows[place]];
            }
        }
        else if (Kind == ColumnKind.Date)
        {
            var days = _values.Days;
            for (var place = 0; place < rows.Length; place++)
            {
                to[place] = days[rows[place]];
            }
        }
        else
        {
            var words = _values.Words;
            for (var place = 0; place < rows.Length; place++)
            {
                to[place] = words[rows[place]];
            }
        }
    }

    /// <summary>The sums of some rows.</summary>
    internal ColumnSums Sums(ReadOnlySpan<int> rows)
    {
        var (known, sum, squares) = (0L, 0.0, 0.0);
        var counts = new long[_values.Vocabulary.Count];
        foreach (var row in rows)
        {
            if (!IsKnown(row))
            {
                continue;
            }

            known++;
            if (counts.Length > 0)
            {
                counts[CellOf(row)]++;
                continue;
            }

            var number = NumberOf(row);
            sum += number;
            squares += number * number;
        }

        var categories = new Dictionary<string, long>();
        for (var cell = 0; cell < counts.Length; cell++)
        {
            foreach (var word in counts[cell] > 0 ? Words(cell) : [])
            {
                categories[word] = categories.GetValueOrDefault(word) + counts[cell];
            }
        }

        return new ColumnSums(Name, Kind)
        {
            Known = known,
            Missing = rows.Length - known,
            Sum = sum,
            SumOfSquares = squares,
            Categories = categories,
        };
    }

    /// <summary>Eight bytes that say all that training reads of a row.</summary>
    internal void WriteTo(Span<byte> bytes, int row)
    {
        if (Kind == ColumnKind.Categories)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, IsKnown(row) ? _digests[CellOf(row)] : 0);
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, Kind == ColumnKind.Category ? IndexOf(row)
                : IsKnown(row) ? NumberOf(row) : double.NegativeInfinity);
        }
    }

    private string[] Words(int cell) =>
        Kind == ColumnKind.Categories ? CellText.Words(_values.Vocabulary[cell]) : [_values.Vocabulary[cell]];
}
