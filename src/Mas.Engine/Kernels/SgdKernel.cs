using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>One step of gradient descent over a block of weights, in one pass.</summary>
internal static unsafe class SgdKernel
{
    /// <summary>
    /// velocity = momentum velocity + gradient + decay weight; weight = weight - rate velocity. Overwrites both.
    /// </summary>
    internal static void Step(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> velocities,
        float rate, float momentum, float decay)
    {
        Debug.Assert(weights.Length == gradients.Length && weights.Length == velocities.Length);
        switch (SimdWidth.Bits)
        {
            case 512: Step<Simd512, Vector512<float>>(weights, gradients, velocities, rate, momentum, decay); break;
            case 256: Step<Simd256, Vector256<float>>(weights, gradients, velocities, rate, momentum, decay); break;
            default: Step<Simd128, Vector128<float>>(weights, gradients, velocities, rate, momentum, decay); break;
        }
    }

    private static void Step<TSimd, TVector>(
        Span<float> weights, ReadOnlySpan<float> gradients, Span<float> velocities,
        float rate, float momentum, float decay)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        fixed (float* w = weights, g = gradients, v = velocities)
        {
            var (rates, momenta, decays) = (TSimd.Broadcast(-rate), TSimd.Broadcast(momentum), TSimd.Broadcast(decay));
            var index = 0;
            for (; index <= weights.Length - TSimd.Count; index += TSimd.Count)
            {
                var weight = TSimd.Load(w + index);
                var slope = TSimd.MultiplyAdd(decays, weight, TSimd.Load(g + index));
                var velocity = TSimd.MultiplyAdd(momenta, TSimd.Load(v + index), slope);
                TSimd.Store(velocity, v + index);
                TSimd.Store(TSimd.MultiplyAdd(rates, velocity, weight), w + index);
            }

            for (; index < weights.Length; index++)
            {
                v[index] = (momentum * v[index]) + (g[index] + (decay * w[index]));
                w[index] -= rate * v[index];
            }
        }
    }
}
