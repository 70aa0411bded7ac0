using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// The losses of a regression of every pixel (Standley et al., ICML 2020). Where x = y the gradient is 0.
/// </summary>
public static class L1Op
{
    /// <summary>|output - target|, the mean over all elements.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="output">(N, H, W, C); the only one that receives a gradient.</param>
    /// <param name="target">(N, H, W, C).</param>
    /// <returns>The mean; every pixel is measured.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static MeasuredLoss L1(this Tape tape, Tensor output, Tensor target)
    {
        CheckTarget(nameof(L1), output, target);
        return Mean(tape, output, target, mask: null, output.Shape.Pixels);
    }

    /// <summary>|output - target|, the mean over the elements of the valid pixels.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="output">(N, H, W, C); the only one that receives a gradient.</param>
    /// <param name="target">(N, H, W, C).</param>
    /// <param name="mask">(N, H, W, 1): 1 where the target is valid, 0 elsewhere.</param>
    /// <returns>The mean over the batch's valid pixels, and their number.</returns>
    /// <exception cref="ArgumentException">The target's or the mask's shape does not fit.</exception>
    public static MeasuredLoss MaskedL1(this Tape tape, Tensor output, Tensor target, Tensor mask)
    {
        CheckTarget(nameof(MaskedL1), output, target);
        var expanded = ExpandMask(tape, nameof(MaskedL1), output, mask);
        return Mean(
            tape, output, target, expanded, tape.Pool.IsOnPaper ? mask.Shape.Pixels : AbsoluteError.Valid(mask.Values));
    }

    internal static void CheckTarget(string op, Tensor output, Tensor target)
    {
        if (target.Shape != output.Shape)
        {
            throw new ArgumentException(
                $"{op}: shapes differ, output {output.Shape}, target {target.Shape}.", nameof(target));
        }
    }

    /// <summary>The mask, repeated for every channel of the output.</summary>
    internal static Tensor ExpandMask(Tape tape, string op, Tensor output, Tensor mask)
    {
        var shape = output.Shape;
        if (mask.Shape != shape with { Channels = 1 })
        {
            throw new ArgumentException(
                $"{op}: mask is {mask.Shape}, output {shape} wants {shape with { Channels = 1 }}.", nameof(mask));
        }

        if (shape.Channels == 1)
        {
            return mask;
        }

        var expanded = tape.Rent(shape);
        tape.Workers.For(shape.Batch, picture =>
            AbsoluteError.Expand(mask.Picture(picture), expanded.Picture(picture), shape.Channels));
        return expanded;
    }

    /// <summary>The factor that turns a sum over the elements of so many pixels into their mean.</summary>
    internal static double Share(long pixels, Shape shape) => pixels == 0 ? 0 : 1.0 / (pixels * shape.Channels);

    private static MeasuredLoss Mean(Tape tape, Tensor output, Tensor target, Tensor? mask, long pixels)
    {
        var share = Share(pixels, output.Shape);
        var sums = new double[output.Shape.Batch];
        tape.Workers.For(sums.Length, picture => sums[picture] = AbsoluteError.Sum(
            output.Picture(picture), target.Picture(picture), mask is null ? [] : mask.Picture(picture)));
        var loss = tape.Scalar(pixels == 0 ? 0 : sums.Sum() * share, output.RequiresGradient);
        tape.Record(new Entry(output, target, mask, (float)share, loss));
        return new MeasuredLoss(loss, pixels);
    }

    private sealed class Entry(Tensor output, Tensor target, Tensor? mask, float share, Tensor loss) : TapeEntry(loss)
    {
        internal override void Backward(Tape tape)
        {
            var factor = Output.Gradient!.Scalar * share;
            var dOutput = tape.GradientOf(output, out var accumulate);
            tape.Workers.For(output.Shape.Batch, picture => AbsoluteError.Gradient(
                output.Picture(picture), target.Picture(picture), mask is null ? [] : mask.Picture(picture), factor,
                dOutput.Picture(picture), accumulate));
        }
    }
}
