using System.Globalization;
using Mas.Learning;

namespace Mas.Tables.Columns;

/// <summary>The sentence about an invalid cell: where it is, what was found, what is expected.</summary>
internal static class CellFault
{
    private const int LongestShown = 40;

    /// <summary><c>air.csv, row 3, column 'CO' is 'much'; expected a number.</c></summary>
    /// <param name="file">The table.</param>
    /// <param name="row">Counted from 1; the header is not counted.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="found">The text of the cell.</param>
    /// <param name="expected">What would be right.</param>
    internal static InputException Of(string file, long row, string column, string found, string expected) =>
        new(ValueFault.Of(
            string.Create(CultureInfo.InvariantCulture, $"{file}, row {row}, column '{column}'"), $"'{Shown(found)}'",
            expected));

    private static string Shown(string text) =>
        PlainText.Of(text.Length <= LongestShown ? text : $"{text[..LongestShown]}...");
}
