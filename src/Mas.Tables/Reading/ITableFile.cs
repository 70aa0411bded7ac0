using Mas.Learning;
using Mas.Tables.Columns;

namespace Mas.Tables.Reading;

/// <summary>A file that holds a table: named columns of equal length.</summary>
internal interface ITableFile
{
    /// <summary>The names of the columns that have one, in the order of the file.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Reads all rows of some columns, once, a part of the file at a time.</summary>
    /// <param name="columns">The columns, among <see cref="Columns"/>; each value is added to its own.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">A row cannot be read; the message names it.</exception>
    void Read(IReadOnlyList<ColumnValues> columns, CancellationToken cancellation);
}
