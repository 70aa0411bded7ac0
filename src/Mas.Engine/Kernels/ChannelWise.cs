using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Engine.Kernels;

/// <summary>Shares the channels out between vectors: as many as fit the widest, the rest to narrower ones.</summary>
internal static class ChannelWise
{
    /// <summary>Runs <paramref name="kernel"/> over all <paramref name="channels"/>.</summary>
    internal static void Run<TKernel>(ref TKernel kernel, int channels)
        where TKernel : struct, IChannelKernel
    {
        var done = 0;
        if (SimdWidth.Bits >= 512)
        {
            done = Run<TKernel, Simd512, Vector512<float>>(ref kernel, done, channels);
        }

        if (SimdWidth.Bits >= 256)
        {
            done = Run<TKernel, Simd256, Vector256<float>>(ref kernel, done, channels);
        }

        done = Run<TKernel, Simd128, Vector128<float>>(ref kernel, done, channels);
        Run<TKernel, SimdScalar, float>(ref kernel, done, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TKernel, TSimd, TVector>(ref TKernel kernel, int first, int channels)
        where TKernel : struct, IChannelKernel
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var end = channels - (channels - first) % TSimd.Count;
        if (end > first)
        {
            kernel.Run<TSimd, TVector>(first, end);
        }

        return end;
    }
}
