using Mas.Vision.Packing;

namespace Mas.Labels.Decoding;

/// <summary>
/// Makes the square that a model reads of a picture: the middle of it, as wide as its shorter side, resized. Shrinking
/// takes the mean over what a new pixel covers, enlarging interpolates linearly.
/// </summary>
internal static class PictureSquare
{
    private const int Colours = 3;

    /// <summary>Writes the square.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="size">Rows and columns of the square.</param>
    /// <param name="square">(size, size, 3) bytes; overwritten.</param>
    internal static void Write(RgbPicture picture, int size, Span<byte> square)
    {
        var side = Math.Min(picture.Width, picture.Height);
        var corner = (((picture.Height - side) / 2) * picture.Width) + ((picture.Width - side) / 2);
        var axis = new Resampling(side, size);
        var resized = Resampling.Resize(axis, axis, Colours, (y, row) =>
        {
            var pixels = picture.Pixels.AsSpan((corner + (y * picture.Width)) * Colours, row.Length);
            for (var at = 0; at < row.Length; at++)
            {
                row[at] = pixels[at];
            }
        });
        for (var at = 0; at < resized.Length; at++)
        {
            square[at] = (byte)(resized[at] + 0.5f);
        }
    }
}
