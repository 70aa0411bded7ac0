using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The loss that forgives a prediction that is one pixel off (Standley et al., ICML 2020).</summary>
public static class ShiftTolerantMaskedL1Op
{
    /// <summary>
    /// Target and mask lose a border of one pixel; the output is cropped to the same size at each of the nine shifts of
    /// up to one pixel. Per picture the smallest of the nine sums of |output - target| over valid pixels is taken; the
    /// loss is the sum of these over the elements of all valid pixels inside the border. The gradient flows through the
    /// chosen shift alone; among equal ones the first in row-major order is chosen, from top left to bottom right.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="output">(N, H, W, C), H and W at least 3; the only one that receives a gradient.</param>
    /// <param name="target">(N, H, W, C).</param>
    /// <param name="mask">(N, H, W, 1): 1 where the target is valid, 0 elsewhere.</param>
    /// <returns>The mean over the batch's valid pixels inside the border, and their number.</returns>
    /// <exception cref="ArgumentException">
    /// The target's or the mask's shape does not fit, or the pictures are smaller than 3 x 3.
    /// </exception>
    public static MeasuredLoss ShiftTolerantMaskedL1(this Tape tape, Tensor output, Tensor target, Tensor mask)
    {
        L1Op.CheckTarget(nameof(ShiftTolerantMaskedL1), output, target);
        if (output.Shape.Height < 3 || output.Shape.Width < 3)
        {
            throw new ArgumentException(
                $"ShiftTolerantMaskedL1: pictures must be 3 x 3 or larger, found {output.Shape}.", nameof(output));
        }

        var expanded = L1Op.ExpandMask(tape, nameof(ShiftTolerantMaskedL1), output, mask);
        var windows = new Window[output.Shape.Batch];
        tape.Workers.For(windows.Length, picture => windows[picture] = Window.Best(output, target, expanded, picture));
        var pixels = tape.Pool.IsOnPaper ? mask.Shape.Pixels : Valid(mask);
        var share = L1Op.Share(pixels, output.Shape);
        var loss = tape.Scalar(
            pixels == 0 ? 0 : windows.Sum(window => window.Sum) * share, output.RequiresGradient);
        tape.Record(new Entry(output, target, expanded, windows, (float)share, loss));
        return new MeasuredLoss(loss, pixels);
    }

    /// <summary>The valid pixels inside the border of every picture.</summary>
    private static long Valid(Tensor mask)
    {
        long pixels = 0;
        for (var picture = 0; picture < mask.Shape.Batch; picture++)
        {
            for (var row = 1; row < mask.Shape.Height - 1; row++)
            {
                pixels += AbsoluteError.Valid(Row(mask.Picture(picture), mask.Shape, row, 1));
            }
        }

        return pixels;
    }

    /// <summary>Where the output's window starts, 0 to 2 in both directions, and the sum of errors there.</summary>
    private readonly record struct Window(int Top, int Left, double Sum)
    {
        internal static Window Best(Tensor output, Tensor target, Tensor mask, int picture)
        {
            var best = new Window(0, 0, double.PositiveInfinity);
            Span<float> x = output.Picture(picture), y = target.Picture(picture), m = mask.Picture(picture);
            for (var shift = 0; shift < 9; shift++)
            {
                double sum = 0;
                for (var row = 0; row < target.Shape.Height - 2; row++)
                {
                    sum += AbsoluteError.Sum(
                        Row(x, output.Shape, row + shift / 3, shift % 3), Row(y, output.Shape, row + 1, 1),
                        Row(m, output.Shape, row + 1, 1));
                }

                // An error that is not a number must come to light, not lose against the numbers.
                best = sum < best.Sum || double.IsNaN(sum) ? new Window(shift / 3, shift % 3, sum) : best;
            }

            return best;
        }
    }

    /// <summary>W - 2 pixels of a row of a picture, from column <paramref name="left"/> on.</summary>
    private static Span<float> Row(Span<float> picture, Shape shape, int row, int left) =>
        picture.Slice((row * shape.Width + left) * shape.Channels, (shape.Width - 2) * shape.Channels);

    private sealed class Entry(
        Tensor output, Tensor target, Tensor mask, Window[] windows, float share, Tensor loss)
        : TapeEntry(loss)
    {
        internal override void Backward(Tape tape)
        {
            var shape = output.Shape;
            var factor = Output.Gradient!.Scalar * share;
            var dOutput = tape.GradientOf(output, out var accumulate);
            tape.Workers.For(windows.Length, picture =>
            {
                if (!accumulate)
                {
                    dOutput.Picture(picture).Clear();
                }

                var (top, left, _) = windows[picture];
                Span<float> x = output.Picture(picture), y = target.Picture(picture), m = mask.Picture(picture);
                var dx = dOutput.Picture(picture);
                for (var row = 0; row < shape.Height - 2; row++)
                {
                    AbsoluteError.Gradient(
                        Row(x, shape, row + top, left), Row(y, shape, row + 1, 1), Row(m, shape, row + 1, 1), factor,
                        Row(dx, shape, row + top, left), accumulate: true);
                }
            });
        }
    }
}
