using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The one loop behind a depthwise convolution and the gradient of its input: the sums of four neighbouring pixels
/// stay in registers while the taps pass by; at the left and right borders one pixel at a time, with the taps that lie
/// inside.
/// </summary>
internal unsafe struct DepthwiseCorrelation : IChannelKernel
{
    private const int Block = 4;

    /// <summary>(H, W, C).</summary>
    internal float* Source;

    /// <summary>The first tap, C floats; the next is <see cref="TapStride"/> further.</summary>
    internal float* Weight;

    /// <summary>Floats from tap to tap; negative to turn the weight by half a turn.</summary>
    internal int TapStride;

    /// <summary>(H, W, C).</summary>
    internal float* Target;

    /// <summary>(H, W, C): the target becomes zero where this is not positive. Null for everywhere.</summary>
    internal float* Mask;

    internal int Height;
    internal int Width;
    internal int Channels;
    internal int Size;

    /// <summary>Whether negative elements of the source count as zero.</summary>
    internal bool Relu;

    /// <summary>Whether to add to the target or to overwrite it.</summary>
    internal bool Accumulate;

    public readonly void Run<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Relu)
        {
            Rows<TSimd, TVector, IFlag.Yes>(first, end);
        }
        else
        {
            Rows<TSimd, TVector, IFlag.No>(first, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Read<TSimd, TVector, TRelu>(float* source)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag =>
        TRelu.Value ? TSimd.Max(TSimd.Zero, TSimd.Load(source)) : TSimd.Load(source);

    private readonly void Rows<TSimd, TVector, TRelu>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag
    {
        var padding = Size / 2;
        for (var y = 0; y < Height; y++)
        {
            var x = 0;
            while (x < Width)
            {
                if (x >= padding && x + Block + padding <= Width)
                {
                    FourPixels<TSimd, TVector, TRelu>(y, x, first, end);
                    x += Block;
                }
                else
                {
                    OnePixel<TSimd, TVector, TRelu>(y, x, first, end);
                    x++;
                }
            }
        }
    }

    private readonly void FourPixels<TSimd, TVector, TRelu>(int y, int x, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag
    {
        // Two vectors of channels at once give the multiply-adds enough independent sums to hide their latency.
        var paired = end - (end - first) % (2 * TSimd.Count);
        FourPixels<TSimd, TVector, TRelu, IFlag.Yes>(y, x, first, paired);
        FourPixels<TSimd, TVector, TRelu, IFlag.No>(y, x, paired, end);
    }

    private readonly void FourPixels<TSimd, TVector, TRelu, TPair>(int y, int x, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag
        where TPair : struct, IFlag
    {
        nint channels = Channels, twice = 2 * channels, thrice = 3 * channels, tapStride = TapStride;
        nint next = TSimd.Count;
        var size = Size;
        var top = Math.Max(0, size / 2 - y);
        var rows = Math.Min(size, Height + size / 2 - y) - top;
        var corner = Source + ((nint)(y + top - size / 2) * Width + x - size / 2) * channels;
        var weight = Weight + top * size * tapStride;
        var rowStride = (Width - size) * channels;
        var target = ((nint)y * Width + x) * channels;
        for (nint channel = first; channel < end; channel += TPair.Value ? 2 * next : next)
        {
            var source = corner + channel;
            var tap = weight + channel;
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;
            TVector sum4 = TSimd.Zero, sum5 = TSimd.Zero, sum6 = TSimd.Zero, sum7 = TSimd.Zero;
            for (var v = rows; v > 0; v--)
            {
                for (var u = size; u > 0; u--)
                {
                    var factor = TSimd.Load(tap);
                    sum0 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source), sum0);
                    sum1 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + channels), sum1);
                    sum2 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + twice), sum2);
                    sum3 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + thrice), sum3);
                    if (TPair.Value)
                    {
                        factor = TSimd.Load(tap + next);
                        sum4 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + next), sum4);
                        sum5 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + channels + next), sum5);
                        sum6 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + twice + next), sum6);
                        sum7 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector, TRelu>(source + thrice + next), sum7);
                    }

                    source += channels;
                    tap += tapStride;
                }

                source += rowStride;
            }

            var place = target + channel;
            Write<TSimd, TVector>(sum0, place);
            Write<TSimd, TVector>(sum1, place + channels);
            Write<TSimd, TVector>(sum2, place + twice);
            Write<TSimd, TVector>(sum3, place + thrice);
            if (TPair.Value)
            {
                Write<TSimd, TVector>(sum4, place + next);
                Write<TSimd, TVector>(sum5, place + channels + next);
                Write<TSimd, TVector>(sum6, place + twice + next);
                Write<TSimd, TVector>(sum7, place + thrice + next);
            }
        }
    }

    private readonly void OnePixel<TSimd, TVector, TRelu>(int y, int x, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag
    {
        nint channels = Channels, tapStride = TapStride;
        var size = Size;
        var top = Math.Max(0, size / 2 - y);
        var bottom = Math.Min(size, Height + size / 2 - y);
        var left = Math.Max(0, size / 2 - x);
        var right = Math.Min(size, Width + size / 2 - x);
        var corner = Source + ((nint)(y + top - size / 2) * Width + x + left - size / 2) * channels;
        var weight = Weight + (top * size + left) * tapStride;
        var rowStride = Width * channels;
        var target = ((nint)y * Width + x) * channels;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            var row = corner + channel;
            var taps = weight + channel;
            var sum = TSimd.Zero;
            for (var v = bottom - top; v > 0; v--)
            {
                var source = row;
                var tap = taps;
                for (var u = right - left; u > 0; u--)
                {
                    sum = TSimd.MultiplyAdd(TSimd.Load(tap), Read<TSimd, TVector, TRelu>(source), sum);
                    source += channels;
                    tap += tapStride;
                }

                row += rowStride;
                taps += size * tapStride;
            }

            Write<TSimd, TVector>(sum, target + channel);
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
