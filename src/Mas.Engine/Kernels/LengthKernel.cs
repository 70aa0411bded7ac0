using System.Numerics;
using System.Runtime.InteropServices;

namespace Mas.Engine.Kernels;

/// <summary>How long a block of numbers is as a vector.</summary>
internal static class LengthKernel
{
    /// <summary>
    /// The L2 norm: the root of the sum of all squares, which is taken in double, where the square of no float
    /// overflows.
    /// </summary>
    internal static double Of(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        foreach (var vector in vectors)
        {
            Vector.Widen(vector, out var first, out var second);
            low += first * first;
            high += second * second;
        }

        var sum = Vector.Sum(low + high);
        foreach (double value in values[(vectors.Length * Vector<float>.Count)..])
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }
}
