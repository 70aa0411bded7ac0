using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>Sums of (x - y)^2 m over arrays of equal length, and their gradient. Single-threaded.</summary>
internal static unsafe class SquaredError
{
    /// <summary>Elements added up in float before they join the sum in double.</summary>
    private const int Chunk = 1024;

    /// <summary>The sum of (x - y)^2 m.</summary>
    internal static double Sum(ReadOnlySpan<float> output, ReadOnlySpan<float> target, ReadOnlySpan<float> mask)
    {
        Debug.Assert(output.Length == target.Length && output.Length == mask.Length);
        fixed (float* x = output, y = target, m = mask)
        {
            double sum = 0;
            for (var start = 0; start < output.Length; start += Chunk)
            {
                var count = Math.Min(Chunk, output.Length - start);
                sum += SimdWidth.Bits switch
                {
                    512 => Sum<Simd512, Vector512<float>>(x + start, y + start, m + start, count),
                    256 => Sum<Simd256, Vector256<float>>(x + start, y + start, m + start, count),
                    _ => Sum<Simd128, Vector128<float>>(x + start, y + start, m + start, count),
                };
            }

            return sum;
        }
    }

    /// <summary>dx = [dx +] factor m (x - y). Overwrites or accumulates.</summary>
    internal static void Gradient(
        ReadOnlySpan<float> output, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, float factor,
        Span<float> dOutput, bool accumulate)
    {
        Debug.Assert(output.Length == target.Length && output.Length == mask.Length);
        Debug.Assert(output.Length == dOutput.Length);
        fixed (float* x = output, y = target, m = mask, dx = dOutput)
        {
            var gradient = new MaskedDifference
            {
                Output = x,
                Target = y,
                Mask = m,
                Factor = factor,
                DOutput = dx,
                Accumulate = accumulate,
            };
            ChannelWise.Run(ref gradient, output.Length);
        }
    }

    private static double Sum<TSimd, TVector>(float* x, float* y, float* m, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var sum = TSimd.Zero;
        var index = 0;
        for (; index <= count - TSimd.Count; index += TSimd.Count)
        {
            var difference = TSimd.Subtract(TSimd.Load(x + index), TSimd.Load(y + index));
            sum = TSimd.MultiplyAdd(TSimd.Multiply(difference, difference), TSimd.Load(m + index), sum);
        }

        var lanes = stackalloc float[TSimd.Count];
        TSimd.Store(sum, lanes);
        double total = 0;
        for (var lane = 0; lane < TSimd.Count; lane++)
        {
            total += lanes[lane];
        }

        for (; index < count; index++)
        {
            var difference = x[index] - y[index];
            total += difference * difference * m[index];
        }

        return total;
    }

    private struct MaskedDifference : IChannelKernel
    {
        internal float* Output;
        internal float* Target;
        internal float* Mask;
        internal float Factor;
        internal float* DOutput;
        internal bool Accumulate;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var factor = TSimd.Broadcast(Factor);
            for (nint c = first; c < end; c += TSimd.Count)
            {
                var difference = TSimd.Subtract(TSimd.Load(Output + c), TSimd.Load(Target + c));
                var value = TSimd.Multiply(TSimd.Multiply(factor, TSimd.Load(Mask + c)), difference);
                TSimd.Store(Accumulate ? TSimd.Add(TSimd.Load(DOutput + c), value) : value, DOutput + c);
            }
        }
    }
}
