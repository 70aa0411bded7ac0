namespace Mas.Tables.Columns;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Words that have no order, one per row.</summary>
    Category,

    /// <summary>Words that have no order, any number of them per row.</summary>
    Categories,

    /// <summary>Dates, with or without a time of day.</summary>
    Date,
}
