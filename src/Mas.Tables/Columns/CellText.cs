using System.Globalization;

namespace Mas.Tables.Columns;

/// <summary>What the text of a cell means.</summary>
internal static class CellText
{
    /// <summary>The missing values, in words.</summary>
    internal const string MissingRule = "empty, NA, N/A, NaN and null, in capitals or not";

    /// <summary>A whole number of fewer digits is exact in double.</summary>
    private const int MostDigits = 16;

    private static readonly double[] _powersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

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
        if (TryPlainNumber(text, out number) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        number = double.PositiveInfinity;
        return text.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a date, year first; an offset to UTC is applied.</summary>
    internal static bool TryDate(ReadOnlySpan<char> text, out DateTime date) =>
        TryPlainDate(text, out date) || DateTime.TryParseExact(
            text, _dates, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);

    // Most numbers are a few digits. Such whole numbers and powers of ten are exact, so that one division rounds as a
    // parser does (Clinger, PLDI 1990), in a fraction of its time.
    private static bool TryPlainNumber(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        var isNegative = !text.IsEmpty && text[0] == '-';
        var (value, digits, whole) = (0L, 0, -1);
        foreach (var letter in isNegative ? text[1..] : text)
        {
            if (char.IsAsciiDigit(letter))
            {
                (value, digits) = ((value * 10) + (letter - '0'), digits + 1);
            }
            else if (letter == '.' && whole < 0)
            {
                whole = digits;
            }
            else
            {
                return false;
            }
        }

        if (digits is 0 or >= MostDigits)
        {
            return false;
        }

        number = value / _powersOfTen[whole < 0 ? 0 : digits - whole];
        number = isNegative ? -number : number;
        return true;
    }

    // yyyy-MM-dd, yyyy-MM-dd HH:mm and yyyy-MM-dd HH:mm:ss without going through all formats.
    private static bool TryPlainDate(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (text.Length is not (10 or 16 or 19) || text[4] != '-' || text[7] != '-'
            || (text.Length > 10 && (text[10] != ' ' || text[13] != ':')) || (text.Length > 16 && text[16] != ':'))
        {
            return false;
        }

        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute) = text.Length > 10 ? (Digits(text[11..13]), Digits(text[14..16])) : (0, 0);
        var second = text.Length > 16 ? Digits(text[17..19]) : 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        date = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    // -1 where something is not a digit.
    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
            {
                return -1;
            }

            number = (number * 10) + (letter - '0');
        }

        return number;
    }
}
