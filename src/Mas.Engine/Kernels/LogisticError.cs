using System.Diagnostics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Kernels;

/// <summary>
/// The cross entropy of elements that are each a class by itself, with its gradient in the same pass. Single-threaded.
/// </summary>
internal static class LogisticError
{
    /// <summary>Elements that are worked on together, and added up in float before they join the sum in double.</summary>
    private const int Block = 1024;

    /// <summary>Floats of the memory <see cref="Forward"/> works in.</summary>
    internal const int ScratchLength = Block;

    /// <summary>
    /// The sum of m (log(1 + exp(x)) - y x) over the elements; gradient = m (1 / (1 + exp(-x)) - y). Overwrites.
    /// </summary>
    internal static double Forward(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, Span<float> gradient,
        Span<float> scratch)
    {
        Debug.Assert(logits.Length == target.Length && logits.Length == mask.Length);
        Debug.Assert(logits.Length == gradient.Length && scratch.Length >= ScratchLength);
        double sum = 0;
        for (var start = 0; start < logits.Length; start += Block)
        {
            var count = Math.Min(Block, logits.Length - start);
            ReadOnlySpan<float> x = logits.Slice(start, count), y = target.Slice(start, count);
            var m = mask.Slice(start, count);
            Span<float> error = scratch[..count], dx = gradient.Slice(start, count);

            // log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)): no exponential exceeds 1.
            TensorPrimitives.Abs(x, error);
            TensorPrimitives.Negate(error, error);
            TensorPrimitives.Exp(error, error);
            TensorPrimitives.LogP1(error, error);
            TensorPrimitives.Max(x, 0, dx);
            TensorPrimitives.Add(error, dx, error);
            TensorPrimitives.Multiply(x, y, dx);
            TensorPrimitives.Subtract(error, dx, error);
            sum += TensorPrimitives.Dot(error, m);

            TensorPrimitives.Sigmoid(x, dx);
            TensorPrimitives.Subtract(dx, y, dx);
            TensorPrimitives.Multiply(dx, m, dx);
        }

        return sum;
    }
}
