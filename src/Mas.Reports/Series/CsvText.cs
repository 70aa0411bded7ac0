namespace Mas.Reports.Series;

/// <summary>Texts as cells of a table in CSV, RFC 4180.</summary>
public static class CsvText
{
    /// <summary>A text as a cell: in quotes where it has a comma, a quote or a line break.</summary>
    public static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
