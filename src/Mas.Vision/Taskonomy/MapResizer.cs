using Mas.Vision.Packing;
using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Resizes the maps of pictures of one size to the square of the training, and rounds them to packed steps: masks and
/// class ids by the nearest sample, everything else by the mean of what a new sample covers.
/// </summary>
/// <param name="width">Columns of the maps.</param>
/// <param name="height">Rows of the maps.</param>
/// <param name="size">Rows and columns of the resized maps.</param>
internal sealed class MapResizer(int width, int height, int size)
{
    private readonly Resampling _columns = new(width, size);
    private readonly Resampling _rows = new(height, size);

    /// <summary>Columns of the maps this resizer is for.</summary>
    public int Width => width;

    /// <summary>Rows of the maps this resizer is for.</summary>
    public int Height => height;

    /// <summary>Takes the nearest sample of a map.</summary>
    /// <typeparam name="T">What a sample is.</typeparam>
    /// <param name="map">One entry a pixel, or the first of <paramref name="channels"/>.</param>
    /// <param name="channels">Entries a pixel.</param>
    /// <param name="pack">Turns a sample into a byte.</param>
    /// <param name="packed"><c>(size, size)</c> bytes; overwritten.</param>
    public void Nearest<T>(ReadOnlySpan<T> map, int channels, Func<T, byte> pack, Span<byte> packed)
    {
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                packed[(y * size) + x] = pack(map[((_rows.Nearest[y] * width) + _columns.Nearest[x]) * channels]);
            }
        }
    }

    /// <summary>Takes the nearest entry of where maps are valid: 1 where they are, else 0.</summary>
    /// <param name="valid">One entry per pixel.</param>
    /// <param name="packed"><c>(size, size)</c> bytes; overwritten.</param>
    public void Valid(bool[] valid, Span<byte> packed) =>
        Nearest<bool>(valid, 1, known => known ? (byte)1 : (byte)0, packed);

    /// <summary>Takes the nearest class of a label map.</summary>
    /// <param name="map">The map, of learned classes.</param>
    /// <param name="packed"><c>(size, size)</c> bytes; overwritten.</param>
    public void Labels(PngImage map, Span<byte> packed) =>
        Nearest<ushort>(map.Samples, map.Channels, id => (byte)id, packed);

    /// <summary>Averages a map and rounds it to packed steps.</summary>
    /// <param name="map">The map.</param>
    /// <param name="format">Its format: of a kind that is averaged.</param>
    /// <returns>
    /// <c>(size, size, format.Channels)</c> samples: 0..255 for pictures, counts for 16-bit maps, 65535ths for the
    /// others; <see cref="MapFormat.UnknownDepth"/> where depth is unknown.
    /// </returns>
    public ushort[] Average(PngImage map, MapFormat format)
    {
        var channels = format.Channels;
        if (width == size && height == size && format.Kind != MapKind.MeanOfColors)
        {
            return Copy(map, format);
        }

        var values = MapReader.Values(map, format);
        float[]? known = null;
        if (format.Kind == MapKind.Depth)
        {
            // Unknown depths weigh nothing: both the weighted sum and the weights are resized, then divided.
            known = new float[values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                known[i] = values[i] != MapFormat.UnknownDepth ? 1 : 0;
                values[i] *= known[i];
            }
        }

        var means = Average(values, channels);
        var weights = known is null ? null : Average(known, 1);
        float step = Step(format);
        var packed = new ushort[means.Length];
        for (var i = 0; i < packed.Length; i++)
        {
            var mean = means[i] * step;
            if (weights is not null)
            {
                mean = IsNearestKnown(known!, i) ? mean / weights[i] : MapFormat.UnknownDepth;
            }

            packed[i] = (ushort)(mean + 0.5f);
        }

        return packed;
    }

    /// <summary>What <see cref="Average(PngImage, MapFormat)"/> comes to where every sample stays one.</summary>
    private static ushort[] Copy(PngImage map, MapFormat format)
    {
        int channels = format.Channels, step = Step(format), color = MapReader.ColorStep(map);
        var packed = new ushort[map.Width * map.Height * channels];
        for (int i = 0, at = 0; i < packed.Length; i += channels, at += map.Channels)
        {
            for (var c = 0; c < channels; c++)
            {
                packed[i + c] = (ushort)(map.Samples[at + (c * color)] * step);
            }
        }

        return packed;
    }

    /// <summary>Packed steps in a step of the file.</summary>
    private static int Step(MapFormat format) => format.BitDepth == 8 && format.PackedBytes == 2 ? 257 : 1;

    private bool IsNearestKnown(float[] known, int index) =>
        known[(_rows.Nearest[index / size] * width) + _columns.Nearest[index % size]] > 0;

    private float[] Average(float[] values, int channels) => width == size && height == size
        ? values
        : Resampling.Resize(_columns, _rows, channels, (y, row) =>
            values.AsSpan(y * row.Length, row.Length).CopyTo(row));
}
