using Mas.Tables.Columns;
using Mas.Tables.Reading;

namespace Mas.Tables;

/// <summary>Columns to read of a table, each once: those that it has, and dates whose parts are columns.</summary>
internal sealed class ColumnReading(string path, ITableFile file)
{
    private readonly Dictionary<string, ColumnValues> _values = [];
    private readonly Dictionary<string, DateParts> _dates = [];

    /// <summary>Whether a column of the table is to be read.</summary>
    internal bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Adds a column where it is not to be read yet.</summary>
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
            _values.TryAdd(name, new ColumnValues(path, name, kind)
            {
                Transform = transform ?? Transform.None,
                Required = required,
            });
        }
    }

    /// <summary>Reads all of them.</summary>
    /// <returns>The columns by name.</returns>
    /// <exception cref="Mas.Learning.InputException">A row cannot be read; the message names it.</exception>
    internal IReadOnlyDictionary<string, ColumnValues> Read(CancellationToken cancellation)
    {
        file.Read([.. _values.Values, .. _dates.Values.SelectMany(parts => parts.Parts)], cancellation);
        foreach (var (name, parts) in _dates)
        {
            _values.Add(name, parts.Dates());
        }

        foreach (var read in _values.Values)
        {
            read.Complete();
        }

        return _values;
    }
}
