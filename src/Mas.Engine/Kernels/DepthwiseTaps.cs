using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The two inner loops of a depthwise convolution, a row of pixels each. A block of four neighbouring pixels shares the
/// weights of a row of the window, or the sums of their gradients, in registers: each element that is read serves up to
/// k products. Windows of 3 and of 5 are one code; what only five taps need falls away where there are three.
/// </summary>
internal static unsafe class DepthwiseTaps<TFive>
    where TFive : struct, IFlag
{
    /// <summary>
    /// target[x, c] = [target[x, c] +] sum over v, u of rows[v][x + u, c] weight[v, u, c], where there is a
    /// <paramref name="mask"/> only where that is positive. Overwrites or accumulates.
    /// </summary>
    /// <param name="rows">The rows of the window that lie inside the picture, <paramref name="count"/> of them.</param>
    /// <param name="count">1 to k.</param>
    /// <param name="weight">The first tap of the first of these rows.</param>
    /// <param name="tapStride">Floats from tap to tap; negative to turn the weight by half a turn.</param>
    /// <param name="strip">Width and channels; a row's pixels lie that many channels apart.</param>
    /// <param name="target">The row's first pixel.</param>
    /// <param name="targetStride">Floats from pixel to pixel.</param>
    /// <param name="mask">Pixels as far apart as those of the rows, or null.</param>
    /// <param name="accumulate">Whether to add to the target.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="end">The channel after the last.</param>
    internal static void Correlate<TSimd, TVector>(
        float** rows, int count, float* weight, nint tapStride, in DepthwiseStrip strip,
        float* target, nint targetStride, float* mask, bool accumulate, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = strip.Channels, rowStride = (TFive.Value ? 5 : 3) * tapStride;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            var y = target + channel;
            var place = channel;
            for (var left = strip.Width; left > 0; left -= PaddedRows.Block)
            {
                // Two sums a pixel where chains of multiply-adds are long: halves hide more of their latency.
                TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero;
                TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero, b3 = TSimd.Zero;
                var tap = weight + channel;
                for (var v = 0; v < count; v++, tap += rowStride)
                {
                    var w0 = TSimd.Load(tap);
                    var w1 = TSimd.Load(tap + tapStride);
                    var w2 = TSimd.Load(tap + 2 * tapStride);
                    var w3 = TFive.Value ? TSimd.Load(tap + 3 * tapStride) : TSimd.Zero;
                    var w4 = TFive.Value ? TSimd.Load(tap + 4 * tapStride) : TSimd.Zero;
                    var source = rows[v] + place;
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
                    b0 = Fifth<TSimd, TVector>(w3, value, b0);
                    a1 = TSimd.MultiplyAdd(w2, value, a1);
                    a2 = TSimd.MultiplyAdd(w1, value, a2);
                    a3 = TSimd.MultiplyAdd(w0, value, a3);
                    source += 2 * channels;
                    value = TSimd.Load(source);
                    b0 = Fifth<TSimd, TVector>(w4, value, b0);
                    b1 = Fifth<TSimd, TVector>(w3, value, b1);
                    a2 = TSimd.MultiplyAdd(w2, value, a2);
                    a3 = TSimd.MultiplyAdd(w1, value, a3);
                    value = TSimd.Load(source + channels);
                    b1 = Fifth<TSimd, TVector>(w4, value, b1);
                    b2 = Fifth<TSimd, TVector>(w3, value, b2);
                    a3 = TSimd.MultiplyAdd(w2, value, a3);
                    if (TFive.Value)
                    {
                        source += 2 * channels;
                        value = TSimd.Load(source);
                        b2 = TSimd.MultiplyAdd(w4, value, b2);
                        b3 = TSimd.MultiplyAdd(w3, value, b3);
                        b3 = TSimd.MultiplyAdd(w4, TSimd.Load(source + channels), b3);
                    }
                }

                var m = mask is null ? null : mask + place;
                Write<TSimd, TVector>(a0, b0, y, m, accumulate);
                if (left > 1)
                {
                    Write<TSimd, TVector>(a1, b1, y + targetStride, m is null ? m : m + channels, accumulate);
                }

                if (left > 2)
                {
                    Write<TSimd, TVector>(a2, b2, y + 2 * targetStride, m is null ? m : m + 2 * channels, accumulate);
                }

                if (left > 3)
                {
                    Write<TSimd, TVector>(a3, b3, y + 3 * targetStride, m is null ? m : m + 3 * channels, accumulate);
                }

                y += PaddedRows.Block * targetStride;
                place += PaddedRows.Block * channels;
            }
        }
    }

    /// <summary>sums[v, u, c] += sum over x of rows[v][x + u, c] pixels[x, c]. Accumulates.</summary>
    /// <param name="rows">The rows of the window that lie inside the picture, <paramref name="count"/> of them.</param>
    /// <param name="count">1 to k.</param>
    /// <param name="pixels">A row of the picture, as far apart as those of the rows, zeros up to a whole block.</param>
    /// <param name="strip">Width and channels.</param>
    /// <param name="sums">The first tap of the first of these rows.</param>
    /// <param name="tapStride">Floats from tap to tap; negative to turn the weight by half a turn.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="end">The channel after the last.</param>
    internal static void Multiply<TSimd, TVector>(
        float** rows, int count, float* pixels, in DepthwiseStrip strip, float* sums, nint tapStride,
        int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = strip.Channels, rowStride = (TFive.Value ? 5 : 3) * tapStride;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            var sum = sums + channel;
            for (var v = 0; v < count; v++, sum += rowStride)
            {
                TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero, a4 = TSimd.Zero;
                TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero, b3 = TSimd.Zero, b4 = TSimd.Zero;
                float* x = rows[v] + channel, p = pixels + channel;
                for (var left = strip.Width; left > 0; left -= PaddedRows.Block)
                {
                    var p0 = TSimd.Load(p);
                    var p1 = TSimd.Load(p + channels);
                    p += 2 * channels;
                    var p2 = TSimd.Load(p);
                    var p3 = TSimd.Load(p + channels);
                    p += 2 * channels;
                    a0 = TSimd.MultiplyAdd(TSimd.Load(x), p0, a0);
                    var value = TSimd.Load(x + channels);
                    a1 = TSimd.MultiplyAdd(value, p0, a1);
                    b0 = TSimd.MultiplyAdd(value, p1, b0);
                    x += 2 * channels;
                    value = TSimd.Load(x);
                    a2 = TSimd.MultiplyAdd(value, p0, a2);
                    b1 = TSimd.MultiplyAdd(value, p1, b1);
                    a0 = TSimd.MultiplyAdd(value, p2, a0);
                    value = TSimd.Load(x + channels);
                    a3 = Fifth<TSimd, TVector>(value, p0, a3);
                    b2 = TSimd.MultiplyAdd(value, p1, b2);
                    a1 = TSimd.MultiplyAdd(value, p2, a1);
                    b0 = TSimd.MultiplyAdd(value, p3, b0);
                    x += 2 * channels;
                    value = TSimd.Load(x);
                    a4 = Fifth<TSimd, TVector>(value, p0, a4);
                    b3 = Fifth<TSimd, TVector>(value, p1, b3);
                    a2 = TSimd.MultiplyAdd(value, p2, a2);
                    b1 = TSimd.MultiplyAdd(value, p3, b1);
                    value = TSimd.Load(x + channels);
                    b4 = Fifth<TSimd, TVector>(value, p1, b4);
                    a3 = Fifth<TSimd, TVector>(value, p2, a3);
                    b2 = TSimd.MultiplyAdd(value, p3, b2);
                    if (TFive.Value)
                    {
                        value = TSimd.Load(x + 2 * channels);
                        a4 = TSimd.MultiplyAdd(value, p2, a4);
                        b3 = TSimd.MultiplyAdd(value, p3, b3);
                        b4 = TSimd.MultiplyAdd(TSimd.Load(x + 3 * channels), p3, b4);
                    }
                }

                Add<TSimd, TVector>(a0, b0, sum);
                Add<TSimd, TVector>(a1, b1, sum + tapStride);
                Add<TSimd, TVector>(a2, b2, sum + 2 * tapStride);
                if (TFive.Value)
                {
                    Add<TSimd, TVector>(a3, b3, sum + 3 * tapStride);
                    Add<TSimd, TVector>(a4, b4, sum + 4 * tapStride);
                }
            }
        }
    }

    /// <summary>left * right + addend with five taps, the addend with three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Fifth<TSimd, TVector>(TVector left, TVector right, TVector addend)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TFive.Value ? TSimd.MultiplyAdd(left, right, addend) : addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TSimd, TVector>(TVector a, TVector b, float* target, float* mask, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var value = TFive.Value ? TSimd.Add(a, b) : a;
        if (mask is not null)
        {
            value = TSimd.WherePositive(TSimd.Load(mask), value);
        }

        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(target), value) : value, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSimd, TVector>(TVector a, TVector b, float* sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Store(TSimd.Add(TSimd.Load(sum), TSimd.Add(a, b)), sum);
}
