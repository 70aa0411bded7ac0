using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Kernels;

/// <summary>Adds up partial results in their own order, so that the bits do not depend on who made them.</summary>
internal static class Reduction
{
    /// <summary>
    /// total = [total +] the sum of the parts, first to last; <paramref name="parts"/> holds them one after the other,
    /// each as long as <paramref name="total"/>. Overwrites or accumulates.
    /// </summary>
    internal static void Sum(ReadOnlySpan<float> parts, Span<float> total, bool accumulate)
    {
        var length = total.Length;
        if (!accumulate)
        {
            total.Clear();
        }

        for (var start = 0; start < parts.Length; start += length)
        {
            TensorPrimitives.Add(total, parts.Slice(start, length), total);
        }
    }

    /// <summary>total += the transpose of <paramref name="part"/> (rows, columns). Accumulates.</summary>
    internal static void AddTransposed(ReadOnlySpan<float> part, int rows, Span<float> total)
    {
        var columns = total.Length / rows;
        for (var column = 0; column < columns; column++)
        {
            var place = column;
            foreach (ref var target in total.Slice(column * rows, rows))
            {
                target += part[place];
                place += columns;
            }
        }
    }
}
