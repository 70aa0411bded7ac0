using Mas.Learning.Tasks;
using Mas.Vision.Png;
using Mas.Vision.Taskonomy;

namespace Mas.Vision.Pictures;

/// <summary>
/// Draws maps so that a person can look at them: classes in fixed colors, depth from near (dark violet) to far
/// (yellow), normals as colors, edges and keypoints white on black, curvature as red (first) and green (second).
/// </summary>
public static class TaskPictures
{
    private static readonly (byte R, byte G, byte B) Invalid = (58, 58, 62);

    /// <summary>Draws a target or a decoder's output.</summary>
    /// <param name="task">The task whose map it is.</param>
    /// <param name="values">
    /// The map, (height, width, channels), normalised: <see cref="LearningTask.TargetChannels"/> channels for a target,
    /// <see cref="LearningTask.Outputs"/> for an output. Of class logits the greatest counts.
    /// </param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="isOutput">Whether a decoder made the values.</param>
    /// <param name="normalisation">The data set's normalisation of the task; null: Taskonomy's.</param>
    /// <param name="range">
    /// What black and white stand for in depth, edges and keypoints; null: measured from these values.
    /// </param>
    /// <param name="mask">(height, width), pixels with 0 are drawn gray; empty: none are.</param>
    /// <returns>A picture of red, green and blue, 8 bit.</returns>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    public static PngImage Draw(
        LearningTask task, ReadOnlySpan<float> values, int width, int height, bool isOutput,
        Normalisation? normalisation = null, PictureRange? range = null, ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var channels = isOutput ? task.Outputs : task.TargetChannels;
        var pixels = width * height;
        if (values.Length != pixels * channels || (mask.Length != 0 && mask.Length != pixels))
        {
            throw new ArgumentException(
                $"{values.Length} values and {mask.Length} of mask do not fill {width} x {height} x {channels}.");
        }

        var format = MapFormat.Of(task);
        return Draw(format, values, width, height, channels, normalisation ?? format.Normalisation, range, mask);
    }

    private static PngImage Draw(
        MapFormat format, ReadOnlySpan<float> values, int width, int height, int channels, Normalisation normalisation,
        PictureRange? range, ReadOnlySpan<float> mask)
    {
        var shown = range ?? (channels == 1 ? PictureRange.Of(values, mask) : default);
        var picture = new PngImage(width, height, 3, 8);
        for (var i = 0; i < width * height; i++)
        {
            var valid = mask.IsEmpty || mask[i] > 0;
            Set(picture, i, valid ? Color(format, values.Slice(i * channels, channels), normalisation, shown) : Invalid);
        }

        return picture;
    }

    /// <summary>Draws a picture such as <c>Batch.Input</c> holds.</summary>
    /// <param name="values">(height, width, 3), 0..1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static PngImage Draw(ReadOnlySpan<float> values, int width, int height) =>
        Draw(MapFormat.Picture, values, width, height, 3, MapFormat.Picture.Normalisation, null, []);

    /// <summary>The classes in a map of classes, each as often as it occurs.</summary>
    /// <param name="task">The task, whose objective has classes.</param>
    /// <param name="values">The map, as it is drawn: (height, width, channels).</param>
    /// <param name="isOutput">Whether a decoder made the values.</param>
    public static IReadOnlyList<int> Classes(LearningTask task, ReadOnlySpan<float> values, bool isOutput)
    {
        ArgumentNullException.ThrowIfNull(task);
        var channels = isOutput ? task.Outputs : task.TargetChannels;
        var classes = new int[values.Length / channels];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = Class(values.Slice(i * channels, channels));
        }

        return classes;
    }

    /// <summary>Draws a mask: white where valid.</summary>
    /// <param name="mask">(height, width), 0 or 1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static PngImage DrawMask(ReadOnlySpan<float> mask, int width, int height)
    {
        var picture = new PngImage(width, height, 3, 8);
        for (var i = 0; i < mask.Length; i++)
        {
            Set(picture, i, Gray(mask[i]));
        }

        return picture;
    }

    private static (byte R, byte G, byte B) Color(
        MapFormat format, ReadOnlySpan<float> pixel, Normalisation normalisation, PictureRange range)
    {
        switch (format.Kind)
        {
            case MapKind.ClassIds:
                return Palette.Class(Class(pixel));
            case MapKind.Depth:
                return Palette.Ordered(range.Position(pixel[0]));
            case MapKind.Normals or MapKind.Picture:
                return (Stored(pixel, 0), Stored(pixel, 1), Stored(pixel, 2));
            case MapKind.MeanOfColors:
                var gray = Stored(pixel, 0);
                return (gray, gray, gray);
            case MapKind.Fractions:
                // Curvature varies little around its mean: two deviations to either side fill the range.
                return (Byte(0.5f + (pixel[0] / 4)), Byte(0.5f + (pixel[1] / 4)), 128);
            default:
                return Gray(range.Position(pixel[0]));
        }

        byte Stored(ReadOnlySpan<float> values, int channel) =>
            Byte((values[channel] * normalisation.Scale[channel]) + normalisation.Shift[channel]);
    }

    private static int Class(ReadOnlySpan<float> pixel) => pixel.Length == 1 ? (int)pixel[0] : ArgMax(pixel);

    private static int ArgMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
            {
                best = i;
            }
        }

        return best;
    }

    private static (byte R, byte G, byte B) Gray(float value)
    {
        var gray = Byte(value);
        return (gray, gray, gray);
    }

    private static byte Byte(float value) =>
        float.IsNaN(value) ? (byte)0 : (byte)((Math.Clamp(value, 0, 1) * 255) + 0.5f);

    private static void Set(PngImage picture, int pixel, (byte R, byte G, byte B) color)
    {
        var samples = picture.Samples.AsSpan(3 * pixel, 3);
        (samples[0], samples[1], samples[2]) = (color.R, color.G, color.B);
    }
}
