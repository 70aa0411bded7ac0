using System.Diagnostics;
using System.Runtime.Intrinsics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Mas.Engine.Kernels;

/// <summary>Sums of |x - y| m over arrays of equal length, and their gradient. Single-threaded.</summary>
internal static unsafe class AbsoluteError
{
    /// <summary>Elements added up in float before they join the sum in double.</summary>
    private const int Chunk = 1024;

    /// <summary>The sum of |x - y| m; an empty mask counts as ones.</summary>
    internal static double Sum(ReadOnlySpan<float> output, ReadOnlySpan<float> target, ReadOnlySpan<float> mask)
    {
        Debug.Assert(output.Length == target.Length && (mask.IsEmpty || mask.Length == output.Length));
        fixed (float* x = output, y = target, m = mask)
        {
            double sum = 0;
            for (var start = 0; start < output.Length; start += Chunk)
            {
                var count = Math.Min(Chunk, output.Length - start);
                var weight = m is null ? null : m + start;
                sum += SimdWidth.Bits switch
                {
                    512 => Sum<Simd512, Vector512<float>>(x + start, y + start, weight, count),
                    256 => Sum<Simd256, Vector256<float>>(x + start, y + start, weight, count),
                    _ => Sum<Simd128, Vector128<float>>(x + start, y + start, weight, count),
                };
            }

            return sum;
        }
    }

    /// <summary>
    /// dx = [dx +] factor m times the sign of x - y, which is 0 where they are equal; an empty mask counts as ones.
    /// Overwrites or accumulates.
    /// </summary>
    internal static void Gradient(
        ReadOnlySpan<float> output, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, float factor,
        Span<float> dOutput, bool accumulate)
    {
        Debug.Assert(output.Length == target.Length && output.Length == dOutput.Length);
        fixed (float* x = output, y = target, m = mask, dx = dOutput)
        {
            var gradient = new SignedMask
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

    /// <summary>The ones of a mask of zeros and ones.</summary>
    internal static long Valid(ReadOnlySpan<float> mask)
    {
        long ones = 0;
        for (var start = 0; start < mask.Length; start += Chunk)
        {
            ones += (long)TensorPrimitives.Sum(mask.Slice(start, Math.Min(Chunk, mask.Length - start)));
        }

        return ones;
    }

    /// <summary>expanded[p, c] = mask[p] for every channel c. Overwrites.</summary>
    internal static void Expand(ReadOnlySpan<float> mask, Span<float> expanded, int channels)
    {
        Debug.Assert(expanded.Length == mask.Length * channels);
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            expanded.Slice(pixel * channels, channels).Fill(mask[pixel]);
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
            TVector a = TSimd.Load(x + index), b = TSimd.Load(y + index);
            var distance = TSimd.Max(TSimd.Subtract(a, b), TSimd.Subtract(b, a));
            sum = m is null ? TSimd.Add(sum, distance) : TSimd.MultiplyAdd(distance, TSimd.Load(m + index), sum);
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
            total += MathF.Abs(x[index] - y[index]) * (m is null ? 1 : m[index]);
        }

        return total;
    }

    private struct SignedMask : IChannelKernel
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
                TVector a = TSimd.Load(Output + c), b = TSimd.Load(Target + c);
                var step = Mask is null ? factor : TSimd.Multiply(factor, TSimd.Load(Mask + c));
                var value = TSimd.Subtract(
                    TSimd.WherePositive(TSimd.Subtract(a, b), step), TSimd.WherePositive(TSimd.Subtract(b, a), step));
                TSimd.Store(Accumulate ? TSimd.Add(TSimd.Load(DOutput + c), value) : value, DOutput + c);
            }
        }
    }
}
