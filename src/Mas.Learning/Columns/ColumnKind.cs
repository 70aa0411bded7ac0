using System.Text.Json.Serialization;

namespace Mas.Learning.Columns;

/// <summary>What the values of a column are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnKind>))]
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
