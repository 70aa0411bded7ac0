using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// The gradient of a depthwise weight from one picture. A row of the picture and a row of the window at a time: the
/// sums of its k taps, two each, stay in registers while blocks of four pixels pass by.
/// </summary>
internal unsafe struct DepthwiseWeightGradient : IChannelKernel
{
    /// <summary>What was convolved.</summary>
    internal PaddedRows Input;

    /// <summary>(H, W, C).</summary>
    internal float* DOutput;

    /// <summary>(k, k, C), added to.</summary>
    internal float* DWeight;

    public readonly void Run<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Debug.Assert(Input.Size is 3 or 5);
        var padding = Input.Size / 2;
        for (var taken = 0; taken < Input.Height + padding; taken++)
        {
            if (taken < Input.Height)
            {
                Input.Take<TSimd, TVector>(taken, first, end);
            }

            var y = taken - padding;
            var bottom = y < 0 ? 0 : Math.Min(Input.Size, Input.Height + padding - y);
            for (var v = Math.Max(0, padding - y); v < bottom; v++)
            {
                var input = Input.Row(y + v - padding);
                var dOutput = DOutput + (nint)y * Input.Width * Input.Channels;
                var dWeight = DWeight + v * Input.Size * Input.Channels;
                if (Input.Size == 3)
                {
                    Three<TSimd, TVector>(input, dOutput, dWeight, first, end);
                }
                else
                {
                    Five<TSimd, TVector>(input, dOutput, dWeight, first, end);
                }
            }
        }
    }

    private readonly void Three<TSimd, TVector>(float* input, float* dOutput, float* dWeight, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Input.Channels;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero;
            TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero;
            float* x = input + channel, dy = dOutput + channel;
            for (var left = Input.Width; left > 0; left -= PaddedRows.Block)
            {
                // Pixels beyond the row weigh nothing.
                var d0 = TSimd.Load(dy);
                var d1 = left > 1 ? TSimd.Load(dy + channels) : TSimd.Zero;
                dy += 2 * channels;
                var d2 = left > 2 ? TSimd.Load(dy) : TSimd.Zero;
                var d3 = left > 3 ? TSimd.Load(dy + channels) : TSimd.Zero;
                dy += 2 * channels;
                a0 = TSimd.MultiplyAdd(TSimd.Load(x), d0, a0);
                var value = TSimd.Load(x + channels);
                a1 = TSimd.MultiplyAdd(value, d0, a1);
                b0 = TSimd.MultiplyAdd(value, d1, b0);
                x += 2 * channels;
                value = TSimd.Load(x);
                a2 = TSimd.MultiplyAdd(value, d0, a2);
                b1 = TSimd.MultiplyAdd(value, d1, b1);
                a0 = TSimd.MultiplyAdd(value, d2, a0);
                value = TSimd.Load(x + channels);
                b2 = TSimd.MultiplyAdd(value, d1, b2);
                a1 = TSimd.MultiplyAdd(value, d2, a1);
                b0 = TSimd.MultiplyAdd(value, d3, b0);
                x += 2 * channels;
                value = TSimd.Load(x);
                a2 = TSimd.MultiplyAdd(value, d2, a2);
                b1 = TSimd.MultiplyAdd(value, d3, b1);
                b2 = TSimd.MultiplyAdd(TSimd.Load(x + channels), d3, b2);
            }

            Add<TSimd, TVector>(a0, b0, dWeight + channel);
            Add<TSimd, TVector>(a1, b1, dWeight + channels + channel);
            Add<TSimd, TVector>(a2, b2, dWeight + 2 * channels + channel);
        }
    }

    private readonly void Five<TSimd, TVector>(float* input, float* dOutput, float* dWeight, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Input.Channels;
        for (nint channel = first; channel < end; channel += TSimd.Count)
        {
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero, a4 = TSimd.Zero;
            TVector b0 = TSimd.Zero, b1 = TSimd.Zero, b2 = TSimd.Zero, b3 = TSimd.Zero, b4 = TSimd.Zero;
            float* x = input + channel, dy = dOutput + channel;
            for (var left = Input.Width; left > 0; left -= PaddedRows.Block)
            {
                // Pixels beyond the row weigh nothing.
                var d0 = TSimd.Load(dy);
                var d1 = left > 1 ? TSimd.Load(dy + channels) : TSimd.Zero;
                dy += 2 * channels;
                var d2 = left > 2 ? TSimd.Load(dy) : TSimd.Zero;
                var d3 = left > 3 ? TSimd.Load(dy + channels) : TSimd.Zero;
                dy += 2 * channels;
                a0 = TSimd.MultiplyAdd(TSimd.Load(x), d0, a0);
                var value = TSimd.Load(x + channels);
                a1 = TSimd.MultiplyAdd(value, d0, a1);
                b0 = TSimd.MultiplyAdd(value, d1, b0);
                x += 2 * channels;
                value = TSimd.Load(x);
                a2 = TSimd.MultiplyAdd(value, d0, a2);
                b1 = TSimd.MultiplyAdd(value, d1, b1);
                a0 = TSimd.MultiplyAdd(value, d2, a0);
                value = TSimd.Load(x + channels);
                a3 = TSimd.MultiplyAdd(value, d0, a3);
                b2 = TSimd.MultiplyAdd(value, d1, b2);
                a1 = TSimd.MultiplyAdd(value, d2, a1);
                b0 = TSimd.MultiplyAdd(value, d3, b0);
                x += 2 * channels;
                value = TSimd.Load(x);
                a4 = TSimd.MultiplyAdd(value, d0, a4);
                b3 = TSimd.MultiplyAdd(value, d1, b3);
                a2 = TSimd.MultiplyAdd(value, d2, a2);
                b1 = TSimd.MultiplyAdd(value, d3, b1);
                value = TSimd.Load(x + channels);
                b4 = TSimd.MultiplyAdd(value, d1, b4);
                a3 = TSimd.MultiplyAdd(value, d2, a3);
                b2 = TSimd.MultiplyAdd(value, d3, b2);
                value = TSimd.Load(x + 2 * channels);
                a4 = TSimd.MultiplyAdd(value, d2, a4);
                b3 = TSimd.MultiplyAdd(value, d3, b3);
                b4 = TSimd.MultiplyAdd(TSimd.Load(x + 3 * channels), d3, b4);
            }

            Add<TSimd, TVector>(a0, b0, dWeight + channel);
            Add<TSimd, TVector>(a1, b1, dWeight + channels + channel);
            Add<TSimd, TVector>(a2, b2, dWeight + 2 * channels + channel);
            Add<TSimd, TVector>(a3, b3, dWeight + 3 * channels + channel);
            Add<TSimd, TVector>(a4, b4, dWeight + 4 * channels + channel);
        }
    }

    private static void Add<TSimd, TVector>(TVector a, TVector b, float* sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Store(TSimd.Add(TSimd.Load(sum), TSimd.Add(a, b)), sum);
}
