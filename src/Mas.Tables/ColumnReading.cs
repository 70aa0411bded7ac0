using Mas.Learning.Columns;
using Mas.Tables.Columns;
using Mas.Tables.Reading;

namespace Mas.Tables;

/// <summary>Columns to read of a table, each once: those that it has, and dates whose parts are columns.</summary>
internal sealed class ColumnReading(string path, ITableFile file)
{
    private readonly Dictionary<string, ColumnValues> _values = [];
    private readonly Dictionary<string, DateParts> _dates = [];
    private readonly List<ColumnValues> _lacking = [];

    /// <summary>Whether a column of the table is to be read.</summary>
    internal bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Adds a column where it is not to be read yet; one that the table lacks is missing in every row.</summary>
    /// <param name="name">The column, or several with + between them that make a date.</param>
    /// <param name="kind">What the values are; null = they decide.</param>
    /// <param name="transform">What numbers are before they are kept.</param>
    /// <param name="required">What a value is, where each row needs one; null = rows may lack it.</param>
    internal void Add(string name, ColumnKind? kind, Transform? transform = null, string? required = null)
    {
        if (DateParts.Is(name, file.Columns))
        {
            _dates.TryAdd(name, new DateParts(path, name));
        }
        else
        {
            var values = new ColumnValues(path, name, kind)
            {
                Transform = transform ?? Transform.None,
                Required = required,
            };
            if (_values.TryAdd(name, values) && !file.Columns.Contains(name))
            {
                _lacking.Add(values);
            }
        }
    }

    /// <summary>Reads all of them.</summary>
    /// <returns>The columns by name.</returns>
    /// <exception cref="Mas.Learning.InputException">A row cannot be read; the message names it.</exception>
    internal IReadOnlyDictionary<string, ColumnValues> Read(CancellationToken cancellation)
    {
        ColumnValues[] read = [.. _values.Values.Except(_lacking), .. _dates.Values.SelectMany(parts => parts.Parts)];
        file.Read(read, cancellation);
        foreach (var lacking in _lacking)
        {
            lacking.AddMissing(read[0].Count);
        }

        foreach (var (name, parts) in _dates)
        {
            _values.Add(name, parts.Dates());
        }

        foreach (var values in _values.Values)
        {
            values.Complete();
        }

        return _values;
    }
}
