using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>The pull of a block of weights back to where it began.</summary>
internal static unsafe class ProximalKernel
{
    /// <summary>gradient = gradient + strength (weight - origin). Adds.</summary>
    internal static void Add(
        Span<float> gradients, ReadOnlySpan<float> weights, ReadOnlySpan<float> origin, float strength)
    {
        Debug.Assert(weights.Length == gradients.Length && weights.Length == origin.Length);
        switch (SimdWidth.Bits)
        {
            case 512: Add<Simd512, Vector512<float>>(gradients, weights, origin, strength); break;
            case 256: Add<Simd256, Vector256<float>>(gradients, weights, origin, strength); break;
            default: Add<Simd128, Vector128<float>>(gradients, weights, origin, strength); break;
        }
    }

    private static void Add<TSimd, TVector>(
        Span<float> gradients, ReadOnlySpan<float> weights, ReadOnlySpan<float> origin, float strength)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        fixed (float* g = gradients, w = weights, o = origin)
        {
            var strengths = TSimd.Broadcast(strength);
            var index = 0;
            for (; index <= weights.Length - TSimd.Count; index += TSimd.Count)
            {
                var way = TSimd.Subtract(TSimd.Load(w + index), TSimd.Load(o + index));
                TSimd.Store(TSimd.MultiplyAdd(strengths, way, TSimd.Load(g + index)), g + index);
            }

            for (; index < weights.Length; index++)
            {
                g[index] += strength * (w[index] - o[index]);
            }
        }
    }
}
