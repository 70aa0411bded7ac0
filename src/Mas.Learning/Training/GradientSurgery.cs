using Mas.Engine.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Learning.Training;

/// <summary>
/// The sum of several gradients, each without the parts that conflict with the others (PCGrad, Yu et al., NeurIPS 2020,
/// algorithm 1): where the gradient of a task has a negative product with that of another, it is projected on the plane
/// that the other is normal to.
/// </summary>
internal static class GradientSurgery
{
    /// <summary>Floats whose products are added up as floats; sums of those are kept in double.</summary>
    private const int Piece = 4096;

    /// <summary>Combines the gradients; overwrites <paramref name="combined"/>.</summary>
    /// <param name="gradients">(tasks, 1, 1, weights): a picture a task; read only.</param>
    /// <param name="order">
    /// Gives, once a task, the order in which the gradients of all tasks, by index, are held against its own, which may
    /// be among them.
    /// </param>
    /// <param name="scratch">As long as a gradient.</param>
    /// <param name="combined">As long as a gradient.</param>
    internal static void Combine(
        Tensor gradients, Func<int[]> order, Span<float> scratch, Span<float> combined)
    {
        var tasks = gradients.Shape.Batch;
        var squares = new double[tasks];
        for (var task = 0; task < tasks; task++)
        {
            squares[task] = Dot(gradients.Picture(task), gradients.Picture(task));
        }

        combined.Clear();
        for (var task = 0; task < tasks; task++)
        {
            gradients.Picture(task).CopyTo(scratch);
            foreach (var other in order())
            {
                if (other != task && Dot(scratch, gradients.Picture(other)) is < 0 and var product)
                {
                    TensorPrimitives.MultiplyAdd(
                        gradients.Picture(other), (float)(-product / squares[other]), scratch, scratch);
                }
            }

            TensorPrimitives.Add(combined, scratch, combined);
        }
    }

    /// <summary>The inner product, in pieces of fixed length.</summary>
    internal static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var first = 0; first < left.Length; first += Piece)
        {
            var length = Math.Min(Piece, left.Length - first);
            sum += TensorPrimitives.Dot(left.Slice(first, length), right.Slice(first, length));
        }

        return sum;
    }
}
