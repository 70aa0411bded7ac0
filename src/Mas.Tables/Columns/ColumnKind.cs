namespace Mas.Tables.Columns;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Words that have no order.</summary>
    Category,

    /// <summary>Dates, with or without a time of day.</summary>
    Date,
}
