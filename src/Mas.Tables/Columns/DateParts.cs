using Mas.Learning;
using Mas.Learning.Columns;

namespace Mas.Tables.Columns;

/// <summary>A date whose year, month, day and, if told, hour are columns: <c>year+month+day+hour</c>.</summary>
internal sealed class DateParts
{
    private const char Plus = '+';

    private readonly string _file;
    private readonly string _name;

    internal DateParts(string file, string name)
    {
        (_file, _name) = (file, name);
        Parts = [.. name.Split(Plus).Select(part => new ColumnValues(file, part, ColumnKind.Number))];
    }

    /// <summary>The columns to read.</summary>
    internal IReadOnlyList<ColumnValues> Parts { get; }

    /// <summary>Whether a name is no column but three or four of them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="columns">The columns of the table.</param>
    internal static bool Is(string name, IReadOnlyList<string> columns) =>
        !columns.Contains(name) && name.Split(Plus) is { Length: 3 or 4 } parts && parts.All(columns.Contains);

    /// <summary>The column of dates, once the parts are read; a date of which a part is missing is missing.</summary>
    /// <exception cref="InputException">Parts are no date; the message names the row.</exception>
    internal ColumnValues Dates()
    {
        var dates = new ColumnValues(_file, _name, ColumnKind.Date);
        for (var row = 0; row < Parts[0].Count; row++)
        {
            var (year, month, day) = (Parts[0].Numbers[row], Parts[1].Numbers[row], Parts[2].Numbers[row]);
            var hour = Parts.Count > 3 ? Parts[3].Numbers[row] : 0;
            if (float.IsNaN(year + month + day + hour))
            {
                dates.Add("");
            }
            else if (year is >= 1 and <= 9999 && month is >= 1 and <= 12 && hour is >= 0 and < 24
                && day >= 1 && day <= DateTime.DaysInMonth((int)year, (int)month))
            {
                dates.Add(new DateTime((int)year, (int)month, (int)day, 0, 0, 0, DateTimeKind.Utc).AddHours(hour));
            }
            else
            {
                throw CellFault.Of(
                    _file, row + 1, _name, FormattableString.Invariant($"{year}+{month}+{day}+{hour}"), "a date");
            }
        }

        return dates;
    }
}
