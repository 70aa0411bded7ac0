using System.Diagnostics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Kernels;

/// <summary>
/// The cross entropy of pixels (P, C), with its gradient in the same pass. Blocks of pixels are turned so that pixels
/// of a class lie side by side: classes are few and no multiple of a vector. Single-threaded.
/// </summary>
internal static class SoftmaxError
{
    /// <summary>Elements that are worked on together, class by class: a quarter of the nearest cache.</summary>
    private const int Block = 2048;

    /// <summary>Floats of the memory <see cref="Forward"/> works in.</summary>
    internal static int ScratchLength(int channels) => Pixels(channels) * (channels + 2);

    /// <summary>
    /// The sum over labelled pixels of log(sum of exp(logits)) - logits[class], and their number.
    /// gradient[p, c] = softmax - [c is the class], zero for pixels of the ignored class. Overwrites.
    /// </summary>
    /// <exception cref="ArgumentException">A class is not among the channels of the logits.</exception>
    internal static (double Sum, int Labelled) Forward(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> classes, int channels, int ignoredClass, Span<float> gradient,
        Span<float> scratch)
    {
        Debug.Assert(logits.Length == classes.Length * channels && gradient.Length == logits.Length);
        var pixels = Pixels(channels);
        var greatest = scratch[..pixels];
        var totals = scratch.Slice(pixels, pixels);
        var planes = scratch[(2 * pixels)..];
        double sum = 0;
        var labelled = 0;
        for (var start = 0; start < classes.Length; start += pixels)
        {
            var count = Math.Min(pixels, classes.Length - start);
            var from = logits.Slice(start * channels, count * channels);
            var to = gradient.Slice(start * channels, count * channels);
            var labels = classes.Slice(start, count);
            Exponentials(from, channels, planes, greatest[..count], totals[..count]);
            TensorPrimitives.Log(totals[..count], totals[..count]);
            for (var pixel = 0; pixel < count; pixel++)
            {
                var label = (int)labels[pixel];
                var softmax = to.Slice(pixel * channels, channels);
                if (label == ignoredClass)
                {
                    softmax.Clear();
                    continue;
                }

                if ((uint)label >= (uint)channels)
                {
                    throw new ArgumentException($"CrossEntropy: class {label} is not one of {channels}.");
                }

                for (var channel = 0; channel < softmax.Length; channel++)
                {
                    softmax[channel] = planes[channel * count + pixel];
                }

                softmax[label] -= 1;
                sum += (double)totals[pixel] + greatest[pixel] - from[pixel * channels + label];
                labelled++;
            }
        }

        return (sum, labelled);
    }

    private static int Pixels(int channels) => Math.Clamp(Block / channels, 1, 64);

    /// <summary>
    /// planes[c, p] = the softmax of class c, totals[p] = the sum of the exponentials behind it, of which the greatest
    /// logit was taken away: that keeps every exponential at 1 or below.
    /// </summary>
    private static void Exponentials(
        ReadOnlySpan<float> logits, int channels, Span<float> planes, Span<float> greatest, Span<float> totals)
    {
        var count = totals.Length;
        planes = planes[..(channels * count)];
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * count, count);
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                plane[pixel] = logits[pixel * channels + channel];
            }
        }

        planes[..count].CopyTo(greatest);
        for (var channel = 1; channel < channels; channel++)
        {
            TensorPrimitives.Max(greatest, planes.Slice(channel * count, count), greatest);
        }

        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * count, count);
            TensorPrimitives.Subtract(plane, greatest, plane);
        }

        TensorPrimitives.Exp(planes, planes);
        Reduction.Sum(planes, totals, accumulate: false);
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planes.Slice(channel * count, count);
            TensorPrimitives.Divide(plane, totals, plane);
        }
    }
}
