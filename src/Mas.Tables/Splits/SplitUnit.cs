namespace Mas.Tables.Splits;

/// <summary>What stays together when the rows of a table are split.</summary>
public enum SplitUnit
{
    /// <summary>Nothing: each row by itself.</summary>
    Row,

    /// <summary>The rows with the same value of a column.</summary>
    Group,

    /// <summary>The rows of a day.</summary>
    Day,

    /// <summary>The rows of a week, Monday to Sunday.</summary>
    Week,

    /// <summary>The rows of a month.</summary>
    Month,

    /// <summary>Each row by itself, as a column says.</summary>
    Given,
}
