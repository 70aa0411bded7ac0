using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// A <see cref="Reading"/> as kernels carry it out: takes pixels from where they lie to where they are needed.
/// </summary>
internal unsafe struct PixelReader
{
    /// <summary>Null: elements stay as they are stored.</summary>
    internal float* Mean;
    internal float* Factor;
    internal float* Shift;
    internal bool Relu;

    /// <summary>
    /// target[p, c] = what source[p, c] reads as, for c from <paramref name="first"/> up to <paramref name="end"/>;
    /// pixels follow each other after the given strides. Overwrites.
    /// </summary>
    internal readonly void Take<TSimd, TVector>(
        float* source, nint sourceStride, float* target, nint targetStride, int pixels, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Pixels in the order in which they lie: that is what the hardware fetches ahead.
        var reader = this;
        var floor = Floor<TSimd, TVector>();
        for (var left = pixels; left > 0; left--, source += sourceStride, target += targetStride)
        {
            if (reader.Mean is null)
            {
                for (nint channel = first; channel < end; channel += TSimd.Count)
                {
                    TSimd.Store(TSimd.Max(floor, TSimd.Load(source + channel)), target + channel);
                }
            }
            else
            {
                for (nint channel = first; channel < end; channel += TSimd.Count)
                {
                    TSimd.Store(reader.Read<TSimd, TVector>(TSimd.Load(source + channel), channel), target + channel);
                }
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
                TSimd.Subtract(value, TSimd.Load(Mean + channel)), TSimd.Load(Factor + channel),
                TSimd.Load(Shift + channel));
        }

        return TSimd.Max(Floor<TSimd, TVector>(), value);
    }

    /// <summary>Below this nothing reads: a rectifier without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TVector Floor<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Broadcast(Relu ? 0 : float.NegativeInfinity);
}
