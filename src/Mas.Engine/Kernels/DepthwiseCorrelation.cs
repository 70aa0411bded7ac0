using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The one loop behind a depthwise convolution and the gradient of its input. A block of four neighbouring pixels
/// shares the weights of a row of the window, held in registers: each element it reads serves up to k products.
/// </summary>
internal unsafe struct DepthwiseCorrelation : IChannelKernel
{
    /// <summary>What is correlated.</summary>
    internal PaddedRows Source;

    /// <summary>The first tap, C floats; the next is <see cref="TapStride"/> further.</summary>
    internal float* Weight;

    /// <summary>Floats from tap to tap; negative to turn the weight by half a turn.</summary>
    internal int TapStride;

    /// <summary>(H, W, C).</summary>
    internal float* Target;

    /// <summary>(H, W, C): the target becomes zero where this is not positive. Null for everywhere.</summary>
    internal float* Mask;

    /// <summary>Whether to add to the target or to overwrite it.</summary>
    internal bool Accumulate;

    public readonly void Run<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Debug.Assert(Source.Size is 3 or 5);
        var padding = Source.Size / 2;
        var rows = stackalloc float*[Source.Size];
        for (var taken = 0; taken < Source.Height + padding; taken++)
        {
            if (taken < Source.Height)
            {
                Source.Take<TSimd, TVector>(taken, first, end);
            }

            var y = taken - padding;
            if (y < 0)
            {
                continue;
            }

            // The rows of the window that lie inside the picture.
            var top = Math.Max(0, padding - y);
            var count = Math.Min(Source.Size, Source.Height + padding - y) - top;
            for (var v = 0; v < count; v++)
            {
                rows[v] = Source.Row(y - padding + top + v);
            }

            var weight = Weight + top * Source.Size * TapStride;
            for (var x = 0; x < Source.Width; x += PaddedRows.Block)
            {
                if (Source.Size == 3)
                {
                    Three<TSimd, TVector>(rows, count, weight, y, x, first, end);
                }
                else
                {
                    Five<TSimd, TVector>(rows, count, weight, y, x, first, end);
                }
            }
        }
    }

    private readonly void Three<TSimd, TVector>(
        float** rows, int count, float* weight, int y, int x, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Source.Channels, tapStride = TapStride;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero;
            var tap = weight + channel;
            for (var v = 0; v < count; v++, tap += 3 * tapStride)
            {
                var w0 = TSimd.Load(tap);
                var w1 = TSimd.Load(tap + tapStride);
                var w2 = TSimd.Load(tap + 2 * tapStride);
                var source = rows[v] + x * channels + channel;
                a0 = TSimd.MultiplyAdd(w0, TSimd.Load(source), a0);
                var value = TSimd.Load(source + channels);
                a0 = TSimd.MultiplyAdd(w1, value, a0);
                a1 = TSimd.MultiplyAdd(w0, value, a1);
                source += 2 * channels;
                value = TSimd.Load(source);
                a0 = TSimd.MultiplyAdd(w2, value, a0);
                a1 = TSimd.MultiplyAdd(w1, value, a1);
                a2 = TSimd.MultiplyAdd(w0, value, a2);
                value = TSimd.Load(source + channels);
                a1 = TSimd.MultiplyAdd(w2, value, a1);
                a2 = TSimd.MultiplyAdd(w1, value, a2);
                a3 = TSimd.MultiplyAdd(w0, value, a3);
                source += 2 * channels;
                value = TSimd.Load(source);
                a2 = TSimd.MultiplyAdd(w2, value, a2);
                a3 = TSimd.MultiplyAdd(w1, value, a3);
                a3 = TSimd.MultiplyAdd(w2, TSimd.Load(source + channels), a3);
            }

            Write<TSimd, TVector>(a0, a1, a2, a3, y, x, channel);
        }
    }

    private readonly void Five<TSimd, TVector>(
        float** rows, int count, float* weight, int y, int x, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Source.Channels, tapStride = TapStride;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            // Two sums a pixel: chains of multiply-adds half as long hide more of their latency.
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero;
            TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero, b3 = TSimd.Zero;
            var tap = weight + channel;
            for (var v = 0; v < count; v++, tap += 5 * tapStride)
            {
                var w0 = TSimd.Load(tap);
                var w1 = TSimd.Load(tap + tapStride);
                var w2 = TSimd.Load(tap + 2 * tapStride);
                var w3 = TSimd.Load(tap + 3 * tapStride);
                var w4 = TSimd.Load(tap + 4 * tapStride);
                var source = rows[v] + x * channels + channel;
                a0 = TSimd.MultiplyAdd(w0, TSimd.Load(source), a0);
                var value = TSimd.Load(source + channels);
                a0 = TSimd.MultiplyAdd(w1, value, a0);
                a1 = TSimd.MultiplyAdd(w0, value, a1);
                source += 2 * channels;
                value = TSimd.Load(source);
                a0 = TSimd.MultiplyAdd(w2, value, a0);
                a1 = TSimd.MultiplyAdd(w1, value, a1);
                a2 = TSimd.MultiplyAdd(w0, value, a2);
                value = TSimd.Load(source + channels);
                b0 = TSimd.MultiplyAdd(w3, value, b0);
                a1 = TSimd.MultiplyAdd(w2, value, a1);
                a2 = TSimd.MultiplyAdd(w1, value, a2);
                a3 = TSimd.MultiplyAdd(w0, value, a3);
                source += 2 * channels;
                value = TSimd.Load(source);
                b0 = TSimd.MultiplyAdd(w4, value, b0);
                b1 = TSimd.MultiplyAdd(w3, value, b1);
                a2 = TSimd.MultiplyAdd(w2, value, a2);
                a3 = TSimd.MultiplyAdd(w1, value, a3);
                value = TSimd.Load(source + channels);
                b1 = TSimd.MultiplyAdd(w4, value, b1);
                b2 = TSimd.MultiplyAdd(w3, value, b2);
                a3 = TSimd.MultiplyAdd(w2, value, a3);
                source += 2 * channels;
                value = TSimd.Load(source);
                b2 = TSimd.MultiplyAdd(w4, value, b2);
                b3 = TSimd.MultiplyAdd(w3, value, b3);
                b3 = TSimd.MultiplyAdd(w4, TSimd.Load(source + channels), b3);
            }

            Write<TSimd, TVector>(
                TSimd.Add(a0, b0), TSimd.Add(a1, b1), TSimd.Add(a2, b2), TSimd.Add(a3, b3), y, x, channel);
        }
    }

    /// <summary>Writes the pixels of a block that lie inside the picture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Write<TSimd, TVector>(
        TVector a0, TVector a1, TVector a2, TVector a3, int y, int x, nint channel)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Source.Channels;
        var place = ((nint)y * Source.Width + x) * channels + channel;
        var pixels = Source.Width - x;
        Write<TSimd, TVector>(a0, place);
        if (pixels > 1)
        {
            Write<TSimd, TVector>(a1, place + channels);
        }

        if (pixels > 2)
        {
            Write<TSimd, TVector>(a2, place + 2 * channels);
        }

        if (pixels > 3)
        {
            Write<TSimd, TVector>(a3, place + 3 * channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Write<TSimd, TVector>(TVector value, nint place)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Mask is not null)
        {
            value = TSimd.WherePositive(TSimd.Load(Mask + place), value);
        }

        if (Accumulate)
        {
            value = TSimd.Add(TSimd.Load(Target + place), value);
        }

        TSimd.Store(value, Target + place);
    }
}
