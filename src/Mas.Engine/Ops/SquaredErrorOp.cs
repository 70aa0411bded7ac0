using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The loss of a regression whose best constant is the mean.</summary>
public static class SquaredErrorOp
{
    /// <summary>(output - target)^2, the mean over the elements of the valid pixels.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="output">(N, H, W, C); the only one that receives a gradient.</param>
    /// <param name="target">(N, H, W, C).</param>
    /// <param name="mask">(N, H, W, 1): 1 where the target is valid, 0 elsewhere.</param>
    /// <returns>The mean over the batch's valid pixels, and their number.</returns>
    /// <exception cref="ArgumentException">The target's or the mask's shape does not fit.</exception>
    public static MeasuredLoss SquaredError(this Tape tape, Tensor output, Tensor target, Tensor mask)
    {
        L1Op.CheckTarget(nameof(SquaredError), output, target);
        var expanded = L1Op.ExpandMask(tape, nameof(SquaredError), output, mask);
        var pixels = tape.Pool.IsOnPaper ? mask.Shape.Pixels : AbsoluteError.Valid(mask.Values);
        var share = L1Op.Share(pixels, output.Shape);
        var sums = new double[output.Shape.Batch];
        tape.Workers.For(sums.Length, picture => sums[picture] = Kernels.SquaredError.Sum(
            output.Picture(picture), target.Picture(picture), expanded.Picture(picture)));
        var loss = tape.Scalar(pixels == 0 ? 0 : sums.Sum() * share, output.RequiresGradient);
        tape.Record(new Entry(output, target, expanded, (float)(2 * share), loss));
        return new MeasuredLoss(loss, pixels);
    }

    private sealed class Entry(Tensor output, Tensor target, Tensor mask, float share, Tensor loss) : TapeEntry(loss)
    {
        internal override void Backward(Tape tape)
        {
            var factor = Output.Gradient!.Scalar * share;
            var dOutput = tape.GradientOf(output, out var accumulate);
            tape.Workers.For(output.Shape.Batch, picture => Kernels.SquaredError.Gradient(
                output.Picture(picture), target.Picture(picture), mask.Picture(picture), factor,
                dOutput.Picture(picture), accumulate));
        }
    }
}
