using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The greatest of a window of pixels.</summary>
public static class MaxPoolOp
{
    /// <summary>
    /// The greatest value of each window, a channel at a time; what lies outside the picture never wins. Of equal
    /// values the first in row-major order receives the gradient.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, h, w, C).</param>
    /// <param name="size">Height and width of the window, in pixels; at least 1.</param>
    /// <param name="stride">Pixels from window to window; at least 1.</param>
    /// <param name="padding">Pixels around the picture; 0 to size / 2.</param>
    /// <returns>(N, H, W, C), H = (h + 2 padding - size) / stride + 1 rounded down, W likewise.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or no window fits.</exception>
    public static Tensor MaxPool(this Tape tape, Tensor input, int size, int stride, int padding)
    {
        var shape = input.Shape;
        if (size < 1 || stride < 1 || padding < 0 || padding > size / 2
            || Math.Min(shape.Height, shape.Width) + 2 * padding < size)
        {
            throw new ArgumentException(
                $"MaxPool: no windows of size {size}, stride {stride}, padding {padding} in {shape}; size and stride "
                + "must be at least 1, padding 0 to size / 2, and a padded picture at least as large as a window.");
        }

        var height = (shape.Height + 2 * padding - size) / stride + 1;
        var width = (shape.Width + 2 * padding - size) / stride + 1;
        input = tape.Stored(input);
        var output = tape.Rent(shape with { Height = height, Width = width }, input.RequiresGradient);
        tape.Workers.For(shape.Batch, picture => Pooling.Max(
            input.Picture(picture), output.Picture(picture), shape.Height, shape.Width, height, width, shape.Channels,
            size, stride, padding));
        tape.Trace?.Add(new OpCall.MaxPool(input, size, stride, padding, output));
        tape.Record(new Entry(input, size, stride, padding, output));
        return output;
    }

    private sealed class Entry(Tensor input, int size, int stride, int padding, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var (pictures, height, width, channels) = input.Shape;
            var dInput = tape.GradientOf(input, out var accumulate);
            tape.Workers.For(pictures, picture => Pooling.MaxBackward(
                input.Picture(picture), Output.Picture(picture), Output.Gradient!.Picture(picture),
                dInput.Picture(picture), height, width, Output.Shape.Height, Output.Shape.Width, channels,
                size, stride, padding, accumulate));
        }
    }
}
