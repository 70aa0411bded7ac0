using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>A <see cref="Reading"/> as kernels carry it out: takes pixels from where they lie to where they are needed.</summary>
internal unsafe struct PixelReader
{
    /// <summary>Null: elements stay as they are stored.</summary>
    internal float* Mean;
    internal float* Factor;
    internal float* Shift;
    internal bool Relu;

    /// <summary>
    /// target[p, c] = what source[p, c] reads as, for c from <paramref name="first"/> up to <paramref name="end"/>; pixels
    /// follow each other after the given strides. Overwrites.
    /// </summary>
    internal readonly void Take<TSimd, TVector>(
        float* source, nint sourceStride, float* target, nint targetStride, int pixels, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Two vectors are a cache line where a vector is half of one.
        nint channel = first;
        for (; channel <= end - 2 * TSimd.Count; channel += 2 * TSimd.Count)
        {
            float* x = source + channel, y = target + channel;
            if (Mean is null)
            {
                var floor = Floor<TSimd, TVector>();
                for (var left = pixels; left > 0; left--, x += sourceStride, y += targetStride)
                {
                    TSimd.Store(TSimd.Max(floor, TSimd.Load(x)), y);
                    TSimd.Store(TSimd.Max(floor, TSimd.Load(x + TSimd.Count)), y + TSimd.Count);
                }
            }
            else
            {
                var floor = Floor<TSimd, TVector>();
                TVector mean0 = TSimd.Load(Mean + channel), mean1 = TSimd.Load(Mean + channel + TSimd.Count);
                TVector factor0 = TSimd.Load(Factor + channel), factor1 = TSimd.Load(Factor + channel + TSimd.Count);
                TVector shift0 = TSimd.Load(Shift + channel), shift1 = TSimd.Load(Shift + channel + TSimd.Count);
                for (var left = pixels; left > 0; left--, x += sourceStride, y += targetStride)
                {
                    var value0 = TSimd.Subtract(TSimd.Load(x), mean0);
                    var value1 = TSimd.Subtract(TSimd.Load(x + TSimd.Count), mean1);
                    TSimd.Store(TSimd.Max(floor, TSimd.MultiplyAdd(value0, factor0, shift0)), y);
                    TSimd.Store(TSimd.Max(floor, TSimd.MultiplyAdd(value1, factor1, shift1)), y + TSimd.Count);
                }
            }
        }

        for (; channel < end; channel += TSimd.Count)
        {
            float* x = source + channel, y = target + channel;
            for (var left = pixels; left > 0; left--, x += sourceStride, y += targetStride)
            {
                TSimd.Store(Read<TSimd, TVector>(TSimd.Load(x), channel), y);
            }
        }
    }

    /// <summary>What a stored element reads as.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly TVector Read<TSimd, TVector>(TVector value, nint channel)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Mean is not null)
        {
            value = TSimd.MultiplyAdd(
                TSimd.Subtract(value, TSimd.Load(Mean + channel)), TSimd.Load(Factor + channel), TSimd.Load(Shift + channel));
        }

        return TSimd.Max(Floor<TSimd, TVector>(), value);
    }

    /// <summary>Below this nothing reads: a rectifier without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TVector Floor<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Broadcast(Relu ? 0 : float.NegativeInfinity);
}
