using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The one loop behind a depthwise convolution and the gradient of its input: four neighbouring pixels at a time stay
/// in registers while the taps pass by; at the left and right borders one pixel at a time, with the taps that lie inside.
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
            Rows<TSimd, TVector>(first, end, relu: true);
        }
        else
        {
            Rows<TSimd, TVector>(first, end, relu: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Read<TSimd, TVector>(float* source, bool relu)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        relu ? TSimd.Max(TSimd.Zero, TSimd.Load(source)) : TSimd.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Rows<TSimd, TVector>(int first, int end, bool relu)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var padding = Size / 2;
        for (var y = 0; y < Height; y++)
        {
            var x = 0;
            while (x < Width)
            {
                if (x >= padding && x + Block + padding <= Width)
                {
                    FourPixels<TSimd, TVector>(y, x, first, end, relu);
                    x += Block;
                }
                else
                {
                    OnePixel<TSimd, TVector>(y, x, first, end, relu);
                    x++;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void FourPixels<TSimd, TVector>(int y, int x, int first, int end, bool relu)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Channels, tapStride = TapStride;
        var size = Size;
        var top = Math.Max(0, size / 2 - y);
        var bottom = Math.Min(size, Height + size / 2 - y);
        var corner = Source + ((nint)(y + top - size / 2) * Width + x - size / 2) * channels;
        var weight = Weight + top * size * tapStride;
        var rowStride = Width * channels;
        var target = ((nint)y * Width + x) * channels;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            var row = corner + channel;
            var tap = weight + channel;
            TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;
            for (var v = bottom - top; v > 0; v--)
            {
                var source = row;
                for (var u = size; u > 0; u--)
                {
                    var factor = TSimd.Load(tap);
                    sum0 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector>(source, relu), sum0);
                    sum1 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector>(source + channels, relu), sum1);
                    sum2 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector>(source + 2 * channels, relu), sum2);
                    sum3 = TSimd.MultiplyAdd(factor, Read<TSimd, TVector>(source + 3 * channels, relu), sum3);
                    source += channels;
                    tap += tapStride;
                }

                row += rowStride;
            }

            Write<TSimd, TVector>(sum0, target + channel);
            Write<TSimd, TVector>(sum1, target + channels + channel);
            Write<TSimd, TVector>(sum2, target + 2 * channels + channel);
            Write<TSimd, TVector>(sum3, target + 3 * channels + channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void OnePixel<TSimd, TVector>(int y, int x, int first, int end, bool relu)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
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
                    sum = TSimd.MultiplyAdd(TSimd.Load(tap), Read<TSimd, TVector>(source, relu), sum);
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
