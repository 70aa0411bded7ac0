using Mas.Learning;
using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Reads one view's maps from their PNG files and checks that they have the format of their folder. The data set's
/// description of stored values is applied here: an unknown depth becomes <see cref="MapFormat.UnknownDepth"/>, an id
/// the learned class.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MapReader
{
    private readonly bool[] _unknownDepths = new bool[ushort.MaxValue + 1];
    private readonly bool[] _unlabelled = new bool[ushort.MaxValue + 1];
    private readonly int _classOffset, _greatestClass;

    /// <summary>A reader of a data set's maps.</summary>
    /// <param name="description">The data set's description, without faults.</param>
    public MapReader(DatasetDescription description)
    {
        var (depth, classes) = (description.Depth, description.Classes);
        for (var value = 0; value < _unknownDepths.Length; value++)
        {
            _unknownDepths[value] = depth.IsUnknown(value);
        }

        foreach (var id in classes.Ignore)
        {
            _unlabelled[id] = true;
        }

        (_classOffset, _greatestClass) = (classes.Offset, classes.Greatest);
        Key = $"unknown {string.Join(',', depth.Unknown ?? [])} from {depth.UnknownFrom} "
            + $"ignore {string.Join(',', classes.Ignore)}";
    }

    /// <summary>What the read maps depend on in addition to the files: equal for equal descriptions.</summary>
    public string Key { get; }

    /// <summary>Reads a map.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file must be.</param>
    /// <exception cref="InputException">
    /// The file is damaged, or has another bit depth, other channels or other class ids than it should.
    /// </exception>
    public PngImage Read(string path, MapFormat format)
    {
        var image = PngCodec.Read(path, format.Reading);
        if (format.BitDepth != 0 && image.BitDepth != format.BitDepth)
        {
            throw new InputException(
                $"'{path}' has {Plural.Of(image.BitDepth, "bit")} per sample; maps of '{format.Folder}' have "
                + $"{format.BitDepth}.");
        }

        // An alpha channel says nothing here and is ignored.
        var colors = image.Channels <= 2 ? 1 : 3;
        if (format.Colors != 0 && colors != format.Colors)
        {
            throw new InputException(
                $"'{path}' has {colors} {(colors == 1 ? "channel" : "channels")}; "
                + $"maps of '{format.Folder}' have {format.Colors}.");
        }

        switch (format.Kind)
        {
            case MapKind.ClassIds:
                ToLearned(image, path);
                break;
            case MapKind.Depth:
                for (var i = 0; i < image.Samples.Length; i += image.Channels)
                {
                    if (_unknownDepths[image.Samples[i]])
                    {
                        image.Samples[i] = MapFormat.UnknownDepth;
                    }
                }

                break;
        }

        return image;
    }

    /// <summary>Reads a map of a view whose picture is known.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the file must be.</param>
    /// <param name="picture">The view's picture, whose size the map must have.</param>
    /// <exception cref="InputException">As for the other overload; or the sizes differ.</exception>
    public PngImage Read(string path, MapFormat format, PngImage picture)
    {
        var image = Read(path, format);
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
        for (var i = 0; i < valid.Length; i++)
        {
            valid[i] = (mask is null || IsSet(mask, i))
                && (depth is null || depth.Samples[i * depth.Channels] != MapFormat.UnknownDepth);
        }

        return valid;
    }

    /// <summary>
    /// A map's samples as numbers: the channels that are kept, or the mean of the colors; a gray value stands for every
    /// color.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="format">Its format.</param>
    /// <returns>(height, width, format.Channels), in steps of the file: 0..255 or 0..65535.</returns>
    public static float[] Values(PngImage map, MapFormat format)
    {
        var values = new float[map.Width * map.Height * format.Channels];
        if (format.Kind == MapKind.MeanOfColors && map.Channels >= 3)
        {
            for (var i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<ushort> color = map.Samples.AsSpan(i * map.Channels, 3);
                values[i] = (color[0] + color[1] + color[2]) / 3f;
            }

            return values;
        }

        var step = ColorStep(map);
        for (int i = 0, at = 0; i < values.Length; i += format.Channels, at += map.Channels)
        {
            for (var c = 0; c < format.Channels; c++)
            {
                values[i + c] = map.Samples[at + (c * step)];
            }
        }

        return values;
    }

    /// <summary>
    /// Samples from one color of a pixel to the next: 0 in a gray map, whose one value stands for all.
    /// </summary>
    public static int ColorStep(PngImage map) => map.Channels >= 3 ? 1 : 0;

    private void ToLearned(PngImage ids, string path)
    {
        for (var i = 0; i < ids.Samples.Length; i += ids.Channels)
        {
            int id = ids.Samples[i];
            if (!_unlabelled[id] && id > _greatestClass)
            {
                throw new InputException(
                    $"'{path}' holds the class id {id}; expected 0 to {_greatestClass}, or an id that classes.ignore "
                    + $"in {DatasetDescription.FileName} lists.");
            }

            ids.Samples[i] = (ushort)(_unlabelled[id] ? 0 : id + _classOffset);
        }
    }

    // Whatever its color, a pixel of a mask is set where it is not 0; alpha is no color.
    private static bool IsSet(PngImage mask, int pixel) => mask.Samples
        .AsSpan(pixel * mask.Channels, mask.Channels >= 3 ? 3 : 1).ContainsAnyExcept((ushort)0);
}
