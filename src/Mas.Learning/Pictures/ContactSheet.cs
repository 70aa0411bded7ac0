using Mas.Learning.Png;

namespace Mas.Learning.Pictures;

/// <summary>Lays pictures out as a table with labels: columns named at the top, each row named above it.</summary>
public static class ContactSheet
{
    private const int Margin = 6;
    private const int LabelHeight = PixelFont.Height + 3;
    private const byte Background = 24, Text = 225;

    /// <summary>Draws a sheet.</summary>
    /// <param name="columns">The columns' names; a name wider than its column is cut off.</param>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="zoom">Pixels of the sheet a pixel of a picture becomes in each direction, at least 1.</param>
    /// <returns>A picture of red, green and blue, 8 bit.</returns>
    public static PngImage Draw(IReadOnlyList<string> columns, IReadOnlyList<ContactSheetRow> rows, int zoom = 1)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(zoom, 1);
        int count = Math.Max(columns.Count, rows.Max(row => row.Pictures.Count));
        int[] widths = new int[count];
        for (int column = 0; column < count; column++)
        {
            widths[column] = zoom * rows.Where(row => column < row.Pictures.Count)
                .Select(row => row.Pictures[column]?.Width ?? 0).DefaultIfEmpty(0).Max();
        }

        int[] heights =
            [.. rows.Select(row => zoom * row.Pictures.Select(picture => picture?.Height ?? 0).DefaultIfEmpty(0).Max())];
        int head = columns.Count > 0 ? LabelHeight : 0;
        var sheet = new PngImage(
            Margin + widths.Sum(width => width + Margin),
            Margin + head + heights.Zip(rows, (height, row) => height + Label(row) + Margin).Sum(), 3, 8);
        sheet.Samples.AsSpan().Fill(Background);

        int left = Margin;
        for (int column = 0; column < columns.Count; column++)
        {
            PixelFont.Write(sheet, Fit(columns[column], widths[column]), left, Margin, Text);
            left += widths[column] + Margin;
        }

        int top = Margin + head;
        for (int y = 0; y < rows.Count; y++)
        {
            PixelFont.Write(sheet, rows[y].Label, Margin, top, Text);
            top += Label(rows[y]);
            left = Margin;
            for (int x = 0; x < rows[y].Pictures.Count; x++)
            {
                if (rows[y].Pictures[x] is { } picture)
                    Paste(sheet, picture, left, top, zoom);
                left += widths[x] + Margin;
            }

            top += heights[y] + Margin;
        }

        return sheet;
    }

    private static int Label(ContactSheetRow row) => row.Label.Length > 0 ? LabelHeight : 0;

    private static string Fit(string text, int width) =>
        PixelFont.Width(text) <= width ? text : text[..((width + 1) / PixelFont.Advance)];

    private static void Paste(PngImage sheet, PngImage picture, int left, int top, int zoom)
    {
        for (int y = 0; y < picture.Height * zoom; y++)
        {
            for (int x = 0; x < picture.Width * zoom; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    int channel = picture.Channels >= 3 ? c : 0;
                    int sample = picture[y / zoom, x / zoom, channel];
                    sheet[top + y, left + x, c] = (ushort)(sample * byte.MaxValue / picture.MaxValue);
                }
            }
        }
    }
}
