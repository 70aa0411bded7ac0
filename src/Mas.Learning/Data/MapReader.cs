using Mas.Learning.Png;

namespace Mas.Learning.Data;

/// <summary>Reads one view's maps from their PNG files and checks that they are what their folder promises.</summary>
internal static class MapReader
{
    /// <summary>Reads a map.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file must be.</param>
    /// <exception cref="InputException">
    /// The file is damaged, or has another bit depth, other channels or other class ids than it should.
    /// </exception>
    public static PngImage Read(string path, MapFormat format)
    {
        PngImage image = PngCodec.Read(path);
        if (image.BitDepth != format.BitDepth && format.Kind != MapKind.Mask)
        {
            throw new InputException(
                $"'{path}' has {image.BitDepth} bits a sample; maps of '{format.Folder}' have {format.BitDepth}.");
        }

        // An alpha channel says nothing here and is passed over.
        int colors = image.Channels <= 2 ? 1 : 3;
        if (format.Colors != 0 && colors != format.Colors)
        {
            throw new InputException(
                $"'{path}' has {colors} {(colors == 1 ? "channel" : "channels")}; "
                + $"maps of '{format.Folder}' have {format.Colors}.");
        }

        if (format.Kind == MapKind.ClassIds)
        {
            for (int i = 0; i < image.Samples.Length; i += image.Channels)
            {
                if (image.Samples[i] > MapFormat.MaxClass)
                {
                    throw new InputException(
                        $"'{path}' holds the class id {image.Samples[i]}; ids are 0 to {MapFormat.MaxClass}.");
                }
            }
        }

        return image;
    }

    /// <summary>Reads a map of a view whose picture is known.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file must be.</param>
    /// <param name="picture">The view's picture, whose size the map must have.</param>
    /// <exception cref="InputException">As for the other overload; or the sizes differ.</exception>
    public static PngImage Read(string path, MapFormat format, PngImage picture)
    {
        PngImage image = Read(path, format);
        if (image.Width != picture.Width || image.Height != picture.Height)
        {
            throw new InputException(
                $"'{path}' is {image.Width} x {image.Height}, but its picture is {picture.Width} x {picture.Height}.");
        }

        return image;
    }

    /// <summary>
    /// Where a view's maps are valid: where the mask file, if any, is not zero, and the depth, if any, is known.
    /// </summary>
    /// <param name="picture">The view's picture.</param>
    /// <param name="mask">Its mask, or null.</param>
    /// <param name="depth">Its depth, or null.</param>
    /// <returns>One entry a pixel.</returns>
    public static bool[] Valid(PngImage picture, PngImage? mask, PngImage? depth)
    {
        var valid = new bool[picture.Width * picture.Height];
        for (int i = 0; i < valid.Length; i++)
        {
            valid[i] = (mask is null || mask.Samples[i * mask.Channels] != 0)
                && (depth is null || depth.Samples[i * depth.Channels] < MapFormat.InvalidDepth);
        }

        return valid;
    }

    /// <summary>A map's samples as numbers: the channels that are kept, or the mean of the colors.</summary>
    /// <param name="map">The map.</param>
    /// <param name="format">Its format.</param>
    /// <returns>(height, width, format.Channels), in steps of the file: 0..255 or 0..65535.</returns>
    public static float[] Values(PngImage map, MapFormat format)
    {
        var values = new float[map.Width * map.Height * format.Channels];
        if (format.Kind == MapKind.MeanOfColors && map.Channels >= 3)
        {
            for (int i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<ushort> color = map.Samples.AsSpan(i * map.Channels, 3);
                values[i] = (color[0] + color[1] + color[2]) / 3f;
            }

            return values;
        }

        for (int i = 0, at = 0; i < values.Length; i += format.Channels, at += map.Channels)
        {
            for (int c = 0; c < format.Channels; c++)
                values[i + c] = map.Samples[at + c];
        }

        return values;
    }
}
