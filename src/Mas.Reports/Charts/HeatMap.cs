using System.Globalization;
using Mas.Reports.Tables;

namespace Mas.Reports.Charts;

/// <summary>
/// A square matrix as tinted cells with the value in each: one tint for values above zero, another for values below,
/// stronger the further away. Groups may be framed along the diagonal; a bar below relates tints to values.
/// </summary>
internal sealed record HeatMap : Chart
{
    /// <summary>
    /// The opacity of the strongest tint: ink over it keeps a contrast of 4.5 to 1 in light and in dark.
    /// </summary>
    internal const double StrongestTint = 0.55;

    /// <summary>The smallest width of a cell with its number in it; smaller cells show only the tint.</summary>
    private const double LeastWritten = 34;

    private const double LabelSpace = 13;
    private const double BarWidth = 168;
    private const double BarHeight = 38;

    /// <summary>The names of rows and columns.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Shorter names for the columns, where there is little room; null for the names of the rows.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>
    /// The values, row by row, as many rows and columns as names; null = not measured, drawn as a dash.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Values { get; init; }

    /// <summary>How uncertain each value is, written small below it if known; null for none.</summary>
    public IReadOnlyList<IReadOnlyList<double?>>? Spread { get; init; }

    /// <summary>Runs of neighbouring names, by their lengths, that are framed together; empty for none.</summary>
    public IReadOnlyList<int> Groups { get; init; } = [];

    /// <summary>What a row stands for, such as "a step for".</summary>
    public required string RowTitle { get; init; }

    /// <summary>What a column stands for, such as "changes".</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>
    /// The magnitude of the value with the strongest tint, the same in maps to be compared; null for the largest
    /// magnitude among the values.
    /// </summary>
    public double? Scale { get; init; }

    /// <inheritdoc/>
    public override TextTable Numbers => new(
        [$"{RowTitle} (row), {ColumnTitle} (column)", .. Names],
        [
            .. Names.Select((name, row) => (IReadOnlyList<TextCell>)
            [
                name, .. Names.Select((_, column) => new TextCell(Format(Values[row][column]), SpreadOf(row, column))),
            ]),
        ]);

    /// <summary>The largest magnitude among the values, the scale that compared maps share; 0 for none.</summary>
    public static double ScaleOf(IEnumerable<IReadOnlyList<IReadOnlyList<double?>>> maps) => maps.SelectMany(map => map)
        .SelectMany(row => row).OfType<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>A value with sign, in as few digits as distinguish neighbours; a dash if there is none.</summary>
    internal static string Format(double? value) => value is { } known && double.IsFinite(known)
        ? known.ToString("+0.000;\u22120.000;0.000", CultureInfo.InvariantCulture)
        : "–";

    private protected override double Draw(SvgCanvas canvas)
    {
        var left = Math.Max(
            Names.Max(name => SvgCanvas.WidthOf(name)), SvgCanvas.WidthOf(RowTitle, SvgCanvas.SmallSize))
            + LabelSpace;
        var lines = (ColumnNames ?? Names).Select(name => name.Split(' ')).ToList();
        var top = 30 + (lines.Max(words => words.Length) * 15);
        var cell = Math.Min((Width - left - 2) / Names.Count, 92);
        var height = Math.Min(cell, Spread is null ? 44 : 52);
        var scale = Scale ?? ScaleOf([Values]);

        canvas.Text("soft small", left + (cell * Names.Count / 2), 12, ColumnTitle, "middle");
        canvas.Text("soft small", left - LabelSpace, top - 10, RowTitle, "end");
        for (var index = 0; index < Names.Count; index++)
        {
            canvas.Text("", left - LabelSpace, top + (height * (index + 0.5)) + 4, Names[index], "end");
            for (var line = 0; line < lines[index].Length; line++)
            {
                var y = top - 10 - ((lines[index].Length - 1 - line) * 15);
                canvas.Text("", left + (cell * (index + 0.5)), y, lines[index][line], "middle");
            }
        }

        for (var row = 0; row < Names.Count; row++)
        {
            for (var column = 0; column < Names.Count; column++)
            {
                DrawCell(canvas, row, column, left + (cell * column), top + (height * row), cell, height, scale);
            }
        }

        var from = 0;
        foreach (var count in Groups)
        {
            canvas.Rectangle(
                "frame", left + (cell * from), top + (height * from), cell * count, height * count, radius: 3);
            from += count;
        }

        var bottom = top + (height * Names.Count) + 6;
        return bottom + (scale > 0 ? DrawBar(canvas, Math.Min(left, Width - BarWidth - 30), bottom + 8, scale) : 0);
    }

    /// <summary>Draws the tints from the least value to the greatest, with marks at both and at zero.</summary>
    private static double DrawBar(SvgCanvas canvas, double left, double top, double scale)
    {
        const int Steps = 24;
        const double Height = 10;
        for (var step = 0; step < Steps; step++)
        {
            var value = scale * (((step + 0.5) / Steps * 2) - 1);
            DrawTint(canvas, value, scale, left + (step * BarWidth / Steps), top, BarWidth / Steps, Height);
        }

        canvas.Rectangle("cell", left, top, BarWidth, Height);
        foreach (var value in new[] { -scale, 0, scale })
        {
            var x = left + (BarWidth * (value + scale) / (2 * scale));
            canvas.Line("axis", x, top, x, top + Height + 3);
            canvas.Text("soft small", x, top + Height + 15, Format(value), "middle");
        }

        return BarHeight;
    }

    private static void DrawTint(
        SvgCanvas canvas, double? value, double scale, double x, double y, double width, double height)
    {
        var share =
            scale > 0 && value is { } known && double.IsFinite(known) ? Math.Min(Math.Abs(known) / scale, 1) : 0;
        canvas.Rectangle(value < 0 ? "hurts" : "helps", x, y, width, height, fillOpacity: StrongestTint * share);
    }

    private void DrawCell(
        SvgCanvas canvas, int row, int column, double x, double y, double width, double height, double scale)
    {
        var value = Values[row][column];
        DrawTint(canvas, value, scale, x, y, width, height);
        canvas.Rectangle("cell", x, y, width, height);
        if (width < LeastWritten)
        {
            return;
        }

        var size = width < 50 ? "small" : "";
        var text = width < 44 ? Format(value).Replace("0.", ".", StringComparison.Ordinal) : Format(value);
        var spread = width >= 56 ? SpreadOf(row, column) : "";
        canvas.Text(size, x + (width / 2), y + (height / 2) + (spread.Length > 0 ? -2 : 4), text, "middle");
        if (spread.Length > 0)
        {
            canvas.Text("small", x + (width / 2), y + (height / 2) + 14, spread, "middle");
        }
    }

    private string SpreadOf(int row, int column) => row != column && Spread?[row][column] is { } spread
        ? spread.ToString("±0.000", CultureInfo.InvariantCulture) : "";
}
