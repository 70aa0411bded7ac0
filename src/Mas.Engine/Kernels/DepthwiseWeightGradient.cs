using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The gradient of a depthwise weight from one picture. A row of the picture and a tap at a time, so that both rows are
/// read from the nearest cache; four sums run in registers and meet at the end of the row.
/// </summary>
internal unsafe struct DepthwiseWeightGradient : IChannelKernel
{
    private const int Block = 4;

    /// <summary>(H, W, C).</summary>
    internal float* Input;

    /// <summary>(H, W, C).</summary>
    internal float* DOutput;

    /// <summary>(k, k, C), added to.</summary>
    internal float* DWeight;

    internal int Height;
    internal int Width;
    internal int Channels;
    internal int Size;

    /// <summary>Whether negative elements of the input count as zero.</summary>
    internal bool Relu;

    public readonly void Run<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var padding = Size / 2;
        for (var y = 0; y < Height; y++)
        {
            var top = Math.Max(0, padding - y);
            var bottom = Math.Min(Size, Height + padding - y);
            for (var v = top; v < bottom; v++)
            {
                for (var u = 0; u < Size; u++)
                {
                    // The pixels of the row whose neighbour at this tap lies inside the picture.
                    var from = Math.Max(0, padding - u);
                    var count = Math.Min(Width, Width + padding - u) - from;
                    var input = Input + ((nint)(y + v - padding) * Width + from + u - padding) * Channels;
                    var dOutput = DOutput + ((nint)y * Width + from) * Channels;
                    var dWeight = DWeight + (v * Size + u) * Channels;
                    if (Relu)
                    {
                        Tap<TSimd, TVector, IFlag.Yes>(input, dOutput, dWeight, count, first, end);
                    }
                    else
                    {
                        Tap<TSimd, TVector, IFlag.No>(input, dOutput, dWeight, count, first, end);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Read<TSimd, TVector, TRelu>(float* source)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag =>
        TRelu.Value ? TSimd.Max(TSimd.Zero, TSimd.Load(source)) : TSimd.Load(source);

    private readonly void Tap<TSimd, TVector, TRelu>(
        float* input, float* dOutput, float* dWeight, int count, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRelu : struct, IFlag
    {
        nint channels = Channels;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            var x = input + channel;
            var dy = dOutput + channel;
            var left = count;
            TVector sum0 = TSimd.Load(dWeight + channel), sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;
            for (; left >= Block; left -= Block)
            {
                sum0 = TSimd.MultiplyAdd(Read<TSimd, TVector, TRelu>(x), TSimd.Load(dy), sum0);
                sum1 = TSimd.MultiplyAdd(Read<TSimd, TVector, TRelu>(x + channels), TSimd.Load(dy + channels), sum1);
                sum2 = TSimd.MultiplyAdd(
                    Read<TSimd, TVector, TRelu>(x + 2 * channels), TSimd.Load(dy + 2 * channels), sum2);
                sum3 = TSimd.MultiplyAdd(
                    Read<TSimd, TVector, TRelu>(x + 3 * channels), TSimd.Load(dy + 3 * channels), sum3);
                x += Block * channels;
                dy += Block * channels;
            }

            for (; left > 0; left--)
            {
                sum0 = TSimd.MultiplyAdd(Read<TSimd, TVector, TRelu>(x), TSimd.Load(dy), sum0);
                x += channels;
                dy += channels;
            }

            TSimd.Store(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)), dWeight + channel);
        }
    }
}
