using System.Globalization;

namespace Mas.Tables.Columns;

/// <summary>What the text of a cell means.</summary>
internal static class CellText
{
    /// <summary>The missing values, in words.</summary>
    internal const string MissingRule = "empty, NA, N/A, NaN and null, in capitals or not";

    private static readonly string[] _missing = ["NA", "N/A", "NaN", "null"];

    private static readonly string[] _dates =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ssK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss",
    ];

    /// <summary>Whether a value is missing.</summary>
    internal static bool IsMissing(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length > 4 || (text[0] | 0x20) != 'n')
        {
            return false;
        }

        foreach (var missing in _missing)
        {
            if (text.Equals(missing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words of a cell that has any number of them, each once: <c>cat|dog</c>; <c>|</c> has none.</summary>
    internal static string[] Words(string text) =>
        [.. text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Reads a number with a decimal point, which may be infinite.</summary>
    internal static bool TryNumber(ReadOnlySpan<char> text, out double number)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        number = double.PositiveInfinity;
        return text.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a date, year first; an offset to UTC is applied.</summary>
    internal static bool TryDate(ReadOnlySpan<char> text, out DateTime date) => DateTime.TryParseExact(
        text, _dates, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);
}
