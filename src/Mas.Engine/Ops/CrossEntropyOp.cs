using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The loss of a classification of every pixel.</summary>
public static class CrossEntropyOp
{
    /// <summary>
    /// -log softmax(logits)[class], the mean over all labelled pixels of the batch.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="logits">(N, H, W, C).</param>
    /// <param name="target">(N, H, W, 1): class ids, 0 to C - 1, or <paramref name="ignoredClass"/>.</param>
    /// <param name="ignoredClass">The class that means unlabelled; a negative one ignores nothing.</param>
    /// <returns>The mean over the batch's labelled pixels, and their number.</returns>
    /// <exception cref="ArgumentException">The target has another shape, or a class outside the channels.</exception>
    public static MeasuredLoss CrossEntropy(this Tape tape, Tensor logits, Tensor target, int ignoredClass)
    {
        var shape = logits.Shape;
        if (target.Shape != shape with { Channels = 1 })
        {
            throw new ArgumentException(
                $"CrossEntropy: target is {target.Shape}, logits {shape} want {shape with { Channels = 1 }}.",
                nameof(target));
        }

        var direction = tape.Rent(shape);
        var sums = new (double Sum, int Labelled)[shape.Batch];
        var scratchShape = Shape.Vector(SoftmaxError.ScratchLength(shape.Channels));
        tape.Pool.Count(scratchShape);
        tape.Workers.For(shape.Batch, picture =>
        {
            var scratch = tape.Pool.Rent(scratchShape);
            sums[picture] = SoftmaxError.Forward(
                logits.Picture(picture), target.Picture(picture), shape.Channels, ignoredClass,
                direction.Picture(picture), scratch.Values);
            tape.Pool.Return(scratch);
        });

        var labelled = tape.Pool.IsOnPaper ? shape.Pixels : sums.Sum(sum => (long)sum.Labelled);
        var share = 1.0 / Math.Max(1, labelled);
        var output = tape.Scalar(share * sums.Sum(sum => sum.Sum), logits.RequiresGradient);
        tape.Record(new SavedGradient(logits, direction, (float)share, output));
        return new MeasuredLoss(output, labelled);
    }
}
