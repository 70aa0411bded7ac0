using System.Numerics.Tensors;

namespace Mas.Engine.Kernels;

/// <summary>One row vector against every row of a matrix: biases and their gradients.</summary>
internal static class Rows
{
    /// <summary>Every row of <paramref name="matrix"/> becomes <paramref name="row"/>. Overwrites.</summary>
    internal static void Fill(ReadOnlySpan<float> row, Span<float> matrix)
    {
        for (var start = 0; start < matrix.Length; start += row.Length)
        {
            row.CopyTo(matrix[start..]);
        }
    }

    /// <summary>Adds every row of <paramref name="matrix"/> to <paramref name="sum"/>, in order. Accumulates.</summary>
    internal static void Sum(ReadOnlySpan<float> matrix, Span<float> sum)
    {
        for (var start = 0; start < matrix.Length; start += sum.Length)
        {
            TensorPrimitives.Add(sum, matrix.Slice(start, sum.Length), sum);
        }
    }
}
