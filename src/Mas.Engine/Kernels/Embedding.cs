using System.Diagnostics;
using System.Runtime.InteropServices;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Kernels;

/// <summary>
/// Products of rows that are mostly zeros, such as the marks of categories, with a vector for each of their elements.
/// Zeros are passed over, so the work grows with the marks, not with the categories. Single-threaded.
/// </summary>
internal static class Embedding
{
    /// <summary>
    /// y[n] = the sum of x[n, k] v[k] over all k, for every row n; rows follow each other after the given strides.
    /// Overwrites.
    /// </summary>
    internal static void Forward(
        ReadOnlySpan<float> marks, int marksStride, ReadOnlySpan<float> vectors, Span<float> output, int outputStride,
        int rows, int width)
    {
        var categories = vectors.Length / width;
        Debug.Assert(marks.Length >= ((rows - 1) * marksStride) + categories);
        Debug.Assert(output.Length >= ((rows - 1) * outputStride) + width);
        for (var row = 0; row < rows; row++)
        {
            var own = marks.Slice(row * marksStride, categories);
            var sum = output.Slice(row * outputStride, width);
            sum.Clear();
            for (var category = Next(own, 0); category < categories; category = Next(own, category + 1))
            {
                TensorPrimitives.MultiplyAdd(vectors.Slice(category * width, width), own[category], sum, sum);
            }
        }
    }

    /// <summary>
    /// dv[k] += the sum of x[n, k] dy[n] over all rows n, in their order, for every k that <paramref name="dVectors"/>
    /// has. Accumulates.
    /// </summary>
    internal static void Backward(
        ReadOnlySpan<float> marks, int marksStride, ReadOnlySpan<float> dOutput, int dOutputStride,
        Span<float> dVectors, int rows, int width)
    {
        var categories = dVectors.Length / width;
        Debug.Assert(marks.Length >= ((rows - 1) * marksStride) + categories);
        Debug.Assert(dOutput.Length >= ((rows - 1) * dOutputStride) + width);
        for (var row = 0; row < rows; row++)
        {
            var own = marks.Slice(row * marksStride, categories);
            var gradient = dOutput.Slice(row * dOutputStride, width);
            for (var category = Next(own, 0); category < categories; category = Next(own, category + 1))
            {
                var sum = dVectors.Slice(category * width, width);
                TensorPrimitives.MultiplyAdd(gradient, own[category], sum, sum);
            }
        }
    }

    /// <summary>The first place from <paramref name="from"/> on that is not zero, or the end.</summary>
    private static int Next(ReadOnlySpan<float> marks, int from)
    {
        var found = MemoryMarshal.Cast<float, int>(marks[from..]).IndexOfAnyExcept(0);
        return found < 0 ? marks.Length : from + found;
    }
}
