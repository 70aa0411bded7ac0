using Mas.Vision.Png;

namespace Mas.Vision.Pictures;

/// <summary>Lays pictures out as a table with labels: columns named at the top, each row named above it.</summary>
public static class ContactSheet
{
    private const int Margin = 6;
    private const int LabelHeight = PixelFont.Height + 3;
    private const int Swatch = 8, LegendGap = 12;
    private const byte Background = 24, Text = 225, Edge = 110;

    /// <summary>Draws a sheet.</summary>
    /// <param name="columns">The columns' names; a name wider than its column is cut off.</param>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="zoom">Pixels of the sheet a pixel of a picture becomes in each direction, at least 1.</param>
    /// <param name="legend">What the colors of class maps stand for, below the rows; null: no legend.</param>
    /// <returns>A picture of red, green and blue, 8 bit.</returns>
    public static PngImage Draw(
        IReadOnlyList<string> columns, IReadOnlyList<ContactSheetRow> rows, int zoom = 1,
        IReadOnlyList<ClassColor>? legend = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(zoom, 1);
        var count = Math.Max(columns.Count, rows.Max(row => row.Pictures.Count));
        var widths = new int[count];
        for (var column = 0; column < count; column++)
        {
            widths[column] = zoom * rows.Where(row => column < row.Pictures.Count)
                .Select(row => row.Pictures[column]?.Width ?? 0).DefaultIfEmpty(0).Max();
        }

        int[] heights =
            [.. rows.Select(row => zoom * row.Pictures.Select(picture => picture?.Height ?? 0).DefaultIfEmpty(0).Max())];
        var head = columns.Count > 0 ? LabelHeight : 0;
        var width = Margin + widths.Sum(each => each + Margin);
        var height = Margin + head + heights.Zip(rows, (each, row) => each + Label(row) + Margin).Sum();
        (ClassColor Entry, int Left, int Line)[] places = [.. Places(legend ?? [], width)];
        var lines = places.Length > 0 ? places[^1].Line + 1 : 0;
        var sheet = new PngImage(width, height + (lines * LabelHeight) + (lines > 0 ? Margin : 0), 3, 8);
        sheet.Samples.AsSpan().Fill(Background);

        var left = Margin;
        for (var column = 0; column < columns.Count; column++)
        {
            PixelFont.Write(sheet, Fit(columns[column], widths[column]), left, Margin, Text);
            left += widths[column] + Margin;
        }

        var top = Margin + head;
        for (var y = 0; y < rows.Count; y++)
        {
            PixelFont.Write(sheet, rows[y].Label, Margin, top, Text);
            top += Label(rows[y]);
            left = Margin;
            for (var x = 0; x < rows[y].Pictures.Count; x++)
            {
                if (rows[y].Pictures[x] is { } picture)
                {
                    Paste(sheet, picture, left, top, zoom);
                }

                left += widths[x] + Margin;
            }

            top += heights[y] + Margin;
        }

        foreach (var (entry, place, line) in places)
        {
            WriteEntry(sheet, entry, place, height + (line * LabelHeight));
        }

        return sheet;
    }

    // Entries side by side, as many on a line as fit.
    private static IEnumerable<(ClassColor Entry, int Left, int Line)> Places(
        IReadOnlyList<ClassColor> legend, int width)
    {
        int left = Margin, line = 0;
        foreach (var entry in legend)
        {
            var needed = Swatch + PixelFont.Advance + PixelFont.Width(entry.Name);
            if (left > Margin && left + needed > width - Margin)
            {
                (left, line) = (Margin, line + 1);
            }

            yield return (entry, left, line);
            left += needed + LegendGap;
        }
    }

    private static void WriteEntry(PngImage sheet, ClassColor entry, int left, int top)
    {
        for (var y = 0; y < Swatch; y++)
        {
            for (var x = 0; x < Swatch && left + x < sheet.Width; x++)
            {
                // An edge shows colors that are like the ground, too.
                var inside = x is > 0 and < Swatch - 1 && y is > 0 and < Swatch - 1;
                sheet[top + y, left + x, 0] = inside ? entry.Red : Edge;
                sheet[top + y, left + x, 1] = inside ? entry.Green : Edge;
                sheet[top + y, left + x, 2] = inside ? entry.Blue : Edge;
            }
        }

        PixelFont.Write(sheet, entry.Name, left + Swatch + PixelFont.Advance, top, Text);
    }

    private static int Label(ContactSheetRow row) => row.Label.Length > 0 ? LabelHeight : 0;

    private static string Fit(string text, int width) =>
        PixelFont.Width(text) <= width ? text : text[..((width + 1) / PixelFont.Advance)];

    private static void Paste(PngImage sheet, PngImage picture, int left, int top, int zoom)
    {
        for (var y = 0; y < picture.Height * zoom; y++)
        {
            for (var x = 0; x < picture.Width * zoom; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var channel = picture.Channels >= 3 ? c : 0;
                    int sample = picture[y / zoom, x / zoom, channel];
                    sheet[top + y, left + x, c] = (ushort)(sample * byte.MaxValue / picture.MaxValue);
                }
            }
        }
    }
}
