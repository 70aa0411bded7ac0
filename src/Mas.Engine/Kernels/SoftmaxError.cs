using System.Diagnostics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Kernels;

/// <summary>The cross entropy of pixels (P, C), with its gradient in the same pass. Single-threaded.</summary>
internal static class SoftmaxError
{
    /// <summary>Pixels whose exponentials are taken in one call.</summary>
    private const int Block = 64;

    /// <summary>
    /// The sum over labelled pixels of log(sum of exp(logits)) - logits[class], and their number.
    /// gradient[p, c] = softmax - [c is the class], zero for pixels of the ignored class. Overwrites.
    /// </summary>
    /// <exception cref="ArgumentException">A class is not among the channels of the logits.</exception>
    internal static (double Sum, int Labelled) Forward(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> classes, int channels, int ignoredClass, Span<float> gradient)
    {
        Debug.Assert(logits.Length == classes.Length * channels && gradient.Length == logits.Length);
        Span<float> greatest = stackalloc float[Block];
        double sum = 0;
        var labelled = 0;
        for (var start = 0; start < classes.Length; start += Block)
        {
            var count = Math.Min(Block, classes.Length - start);
            var block = gradient.Slice(start * channels, count * channels);
            for (var pixel = 0; pixel < count; pixel++)
            {
                // Taking the greatest away keeps every exponential at 1 or below.
                var from = logits.Slice((start + pixel) * channels, channels);
                greatest[pixel] = Greatest(from);
                TensorPrimitives.Subtract(from, greatest[pixel], block.Slice(pixel * channels, channels));
            }

            TensorPrimitives.Exp(block, block);
            for (var pixel = 0; pixel < count; pixel++)
            {
                var exponentials = block.Slice(pixel * channels, channels);
                var label = (int)classes[start + pixel];
                if (label == ignoredClass)
                {
                    exponentials.Clear();
                    continue;
                }

                if ((uint)label >= (uint)channels)
                {
                    throw new ArgumentException($"CrossEntropy: class {label} is not one of {channels}.");
                }

                float total = 0;
                foreach (var exponential in exponentials)
                {
                    total += exponential;
                }

                TensorPrimitives.Multiply(exponentials, 1 / total, exponentials);
                exponentials[label] -= 1;
                sum += Math.Log(total) - (logits[(start + pixel) * channels + label] - greatest[pixel]);
                labelled++;
            }
        }

        return (sum, labelled);
    }

    private static float Greatest(ReadOnlySpan<float> values)
    {
        var greatest = values[0];
        foreach (var value in values[1..])
        {
            greatest = MathF.Max(greatest, value);
        }

        return greatest;
    }
}
