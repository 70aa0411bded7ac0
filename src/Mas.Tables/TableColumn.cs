using System.Buffers.Binary;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>The values of a column of the whole table, of which every shard reads its own rows.</summary>
internal sealed class TableColumn
{
    private readonly ColumnValues _values;
    private ColumnDescription? _description;
    private int[] _indices = [];

    internal TableColumn(ColumnValues values) => _values = values;

    /// <summary>The name of the column.</summary>
    internal string Name => _values.Name;

    /// <summary>What the values are.</summary>
    internal ColumnKind Kind => _values.Kind;

    /// <summary>What all clients know of it.</summary>
    internal ColumnDescription Description => _description
        ?? throw new InvalidOperationException($"The column {Name} is not described yet.");

    /// <summary>Reads the column as it is described from now on.</summary>
    internal void Describe(ColumnDescription description)
    {
        _description = description;
        _indices = [.. _values.Vocabulary.Select(description.IndexOf)];
    }

    /// <summary>Whether a row has a value.</summary>
    internal bool IsKnown(int row) => Kind switch
    {
        ColumnKind.Number => !float.IsNaN(_values.Numbers[row]),
        ColumnKind.Date => !double.IsNaN(_values.Days[row]),
        _ => _values.Words[row] != ColumnValues.MissingWord,
    };

    /// <summary>Of numbers, the transformed one; of dates, the days since the year 2000.</summary>
    internal double NumberOf(int row) => Kind == ColumnKind.Number ? _values.Numbers[row] : _values.Days[row];

    /// <summary>Of categories, the word; null where it is missing.</summary>
    internal string? WordOf(int row) =>
        _values.Words[row] is var word && word == ColumnValues.MissingWord ? null : _values.Vocabulary[word];

    /// <summary>Of categories, the index in the vocabulary of all clients; 0 where it is missing or unknown.</summary>
    internal int IndexOf(int row) =>
        _values.Words[row] is var word && word == ColumnValues.MissingWord ? 0 : _indices[word];

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
            if (Kind == ColumnKind.Category)
            {
                counts[_values.Words[row]]++;
                continue;
            }

            var number = NumberOf(row);
            sum += number;
            squares += number * number;
        }

        return new ColumnSums(Name, Kind)
        {
            Known = known,
            Missing = rows.Length - known,
            Sum = sum,
            SumOfSquares = squares,
            Categories = Enumerable.Range(0, counts.Length).Where(word => counts[word] > 0)
                .ToDictionary(word => _values.Vocabulary[word], word => counts[word]),
        };
    }

    /// <summary>Eight bytes that say all that training reads of a row.</summary>
    internal void WriteTo(Span<byte> bytes, int row) => BinaryPrimitives.WriteDoubleLittleEndian(
        bytes, Kind == ColumnKind.Category ? IndexOf(row) : IsKnown(row) ? NumberOf(row) : double.NegativeInfinity);
}
