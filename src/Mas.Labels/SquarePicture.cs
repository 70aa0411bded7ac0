using Mas.Labels.Decoding;

namespace Mas.Labels;

/// <summary>A picture file as a model of labelled pictures reads it.</summary>
public static class SquarePicture
{
    private const float Most = byte.MaxValue;

    /// <summary>Reads a file: the square in its middle, resized as pictures with labels are.</summary>
    /// <param name="path">The file: PNG, JPEG, WebP or TIFF.</param>
    /// <param name="size">Rows and columns, at least 1.</param>
    /// <returns>(size, size, 3), 0 to 1.</returns>
    /// <exception cref="Mas.Learning.InputException">The file cannot be read as a picture; says why.</exception>
    public static float[] Read(string path, int size)
    {
        var square = new byte[size * size * 3];
        PictureSquare.Write(PictureDecoder.Read(path, path), size, square);
        return [.. square.Select(sample => sample / Most)];
    }
}
