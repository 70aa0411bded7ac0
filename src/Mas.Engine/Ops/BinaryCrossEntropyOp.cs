using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The loss of classes of which a pixel may have several.</summary>
public static class BinaryCrossEntropyOp
{
    /// <summary>
    /// -target log p - (1 - target) log(1 - p) with p = 1 / (1 + exp(-logit)), the mean over the elements of the valid
    /// pixels.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="logits">(N, H, W, C); the only one that receives a gradient.</param>
    /// <param name="target">(N, H, W, C): 1 where the pixel is of the class, else 0.</param>
    /// <param name="mask">(N, H, W, 1): 1 where the target is valid, 0 elsewhere.</param>
    /// <returns>The mean over the batch's valid pixels, and their number.</returns>
    /// <exception cref="ArgumentException">The target's or the mask's shape does not fit.</exception>
    public static MeasuredLoss BinaryCrossEntropy(this Tape tape, Tensor logits, Tensor target, Tensor mask)
    {
        L1Op.CheckTarget(nameof(BinaryCrossEntropy), logits, target);
        var expanded = L1Op.ExpandMask(tape, nameof(BinaryCrossEntropy), logits, mask);
        var pixels = tape.Pool.IsOnPaper ? mask.Shape.Pixels : AbsoluteError.Valid(mask.Values);
        var share = L1Op.Share(pixels, logits.Shape);
        var direction = tape.Rent(logits.Shape);
        var sums = new double[logits.Shape.Batch];
        var scratchShape = Shape.Vector(LogisticError.ScratchLength);
        tape.Pool.Count(scratchShape);
        tape.Workers.For(sums.Length, picture =>
        {
            var scratch = tape.Pool.Rent(scratchShape);
            sums[picture] = LogisticError.Forward(
                logits.Picture(picture), target.Picture(picture), expanded.Picture(picture),
                direction.Picture(picture), scratch.Values);
            tape.Pool.Return(scratch);
        });

        var loss = tape.Scalar(pixels == 0 ? 0 : sums.Sum() * share, logits.RequiresGradient);
        tape.Record(new SavedGradient(logits, direction, (float)share, loss));
        return new MeasuredLoss(loss, pixels);
    }
}
