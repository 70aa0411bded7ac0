using System.Globalization;

namespace Mas.Federation.Reports.Charts;

/// <summary>
/// A square matrix as tinted cells with the value in each: one tint for values above zero, another for values below,
/// stronger the further away. Groups may be framed along the diagonal.
/// </summary>
public sealed record HeatMap : Chart
{
    private const double LabelSpace = 13;

    /// <summary>The names of rows and columns.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Shorter names for the columns, where there is little room; null for the names of the rows.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The values, row by row, as many rows and columns as names.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Values { get; init; }

    /// <summary>How far each value is uncertain, written small below it; null for nothing.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Spread { get; init; }

    /// <summary>Runs of neighbouring names, by their lengths, that are framed together; empty for none.</summary>
    public IReadOnlyList<int> Groups { get; init; } = [];

    /// <summary>What a row stands for, such as "a step for".</summary>
    public string RowTitle { get; init; } = "";

    /// <summary>What a column stands for, such as "changes".</summary>
    public string ColumnTitle { get; init; } = "";

    private protected override double Draw(SvgCanvas canvas)
    {
        var left = Math.Max(Names.Max(name => SvgCanvas.WidthOf(name)), SvgCanvas.WidthOf(RowTitle)) + LabelSpace;
        var lines = (ColumnNames ?? Names).Select(name => name.Split(' ')).ToList();
        var top = 30 + (lines.Max(words => words.Length) * 15);
        var cell = Math.Min((Width - left - 2) / Names.Count, 92);
        var height = Math.Min(cell, Spread is null ? 44 : 52);
        var most = Values.SelectMany(row => row).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();

        canvas.Text("soft small", left + (cell * Names.Count / 2), 12, ColumnTitle, "middle");
        canvas.Text("soft small", left - LabelSpace, top - 10, RowTitle, "end");
        for (int index = 0; index < Names.Count; index++)
        {
            canvas.Text("", left - LabelSpace, top + (height * (index + 0.5)) + 4, Names[index], "end");
            for (int line = 0; line < lines[index].Length; line++)
            {
                var y = top - 10 - ((lines[index].Length - 1 - line) * 15);
                canvas.Text("", left + (cell * (index + 0.5)), y, lines[index][line], "middle");
            }
        }

        for (int row = 0; row < Names.Count; row++)
        {
            for (int column = 0; column < Names.Count; column++)
                DrawCell(canvas, row, column, left + (cell * column), top + (height * row), cell, height, most);
        }

        var from = 0;
        foreach (var count in Groups)
        {
            canvas.Rectangle(
                "frame", left + (cell * from), top + (height * from), cell * count, height * count, radius: 3);
            from += count;
        }

        return top + (height * Names.Count) + 6;
    }

    /// <summary>A value with sign, in as few digits as tell neighbours apart.</summary>
    internal static string Format(double value) => double.IsFinite(value)
        ? value.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture)
        : "–";

    private void DrawCell(
        SvgCanvas canvas, int row, int column, double x, double y, double width, double height, double most)
    {
        var value = Values[row][column];
        // The strongest tint stays light enough for the number over it to be read.
        var tint = most > 0 && double.IsFinite(value) ? 0.62 * Math.Abs(value) / most : 0;
        canvas.Rectangle(value < 0 ? "hurts" : "helps", x, y, width, height, fillOpacity: tint);
        canvas.Rectangle("cell", x, y, width, height);
        var size = width < 50 ? "small" : "";
        var text = width < 44 ? Format(value).Replace("0.", ".", StringComparison.Ordinal) : Format(value);
        var withSpread = Spread is not null && row != column && width >= 56;
        canvas.Text(size, x + (width / 2), y + (height / 2) + (withSpread ? -2 : 4), text, "middle");
        if (withSpread)
        {
            var spread = Spread![row][column].ToString("±0.000", CultureInfo.InvariantCulture);
            canvas.Text("soft small", x + (width / 2), y + (height / 2) + 14, spread, "middle");
        }
    }
}
