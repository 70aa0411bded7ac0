using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>Passes over one or two arrays of equal length, element by element.</summary>
internal static unsafe class Elementwise
{
    /// <summary>output = max(input, 0). Overwrites.</summary>
    internal static void Relu(ReadOnlySpan<float> input, Span<float> output)
    {
        Debug.Assert(input.Length == output.Length);
        switch (SimdWidth.Bits)
        {
            case 512: Relu<Simd512, Vector512<float>>(input, output); break;
            case 256: Relu<Simd256, Vector256<float>>(input, output); break;
            default: Relu<Simd128, Vector128<float>>(input, output); break;
        }
    }

    /// <summary>dInput = [dInput +] dOutput where the output is positive. Overwrites or accumulates.</summary>
    internal static void ReluBackward(
        ReadOnlySpan<float> output, ReadOnlySpan<float> dOutput, Span<float> dInput, bool accumulate)
    {
        Debug.Assert(output.Length == dOutput.Length && output.Length == dInput.Length);
        switch (SimdWidth.Bits)
        {
            case 512: ReluBackward<Simd512, Vector512<float>>(output, dOutput, dInput, accumulate); break;
            case 256: ReluBackward<Simd256, Vector256<float>>(output, dOutput, dInput, accumulate); break;
            default: ReluBackward<Simd128, Vector128<float>>(output, dOutput, dInput, accumulate); break;
        }
    }

    private static void Relu<TSimd, TVector>(ReadOnlySpan<float> input, Span<float> output)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        fixed (float* x = input, y = output)
        {
            var index = 0;
            for (; index <= input.Length - TSimd.Count; index += TSimd.Count)
            {
                TSimd.Store(TSimd.Max(TSimd.Zero, TSimd.Load(x + index)), y + index);
            }

            for (; index < input.Length; index++)
            {
                y[index] = MathF.Max(x[index], 0);
            }
        }
    }

    private static void ReluBackward<TSimd, TVector>(
        ReadOnlySpan<float> output, ReadOnlySpan<float> dOutput, Span<float> dInput, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        fixed (float* y = output, dy = dOutput, dx = dInput)
        {
            var index = 0;
            for (; index <= output.Length - TSimd.Count; index += TSimd.Count)
            {
                var passed = TSimd.WherePositive(TSimd.Load(y + index), TSimd.Load(dy + index));
                TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(dx + index), passed) : passed, dx + index);
            }

            for (; index < output.Length; index++)
            {
                var passed = y[index] > 0 ? dy[index] : 0;
                dx[index] = accumulate ? dx[index] + passed : passed;
            }
        }
    }
}
