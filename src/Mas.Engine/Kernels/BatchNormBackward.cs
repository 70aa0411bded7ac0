using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mas.Engine.Kernels;

/// <summary>
/// The backward half of a batch norm over pixels (P, C). Where a rectifier is fused, whether it let a pixel through is
/// computed again from the input, by the very operations of <see cref="PixelReader"/>: the output is never stored.
/// Single-threaded.
/// </summary>
internal static unsafe class BatchNormBackward
{
    /// <summary>
    /// sums[0, c] = sum of dy, sums[1, c] = sum of dy (x - mean[c]), where the output is rectified over what is let
    /// through. Overwrites.
    /// </summary>
    internal static void Sums(
        ReadOnlySpan<float> input, ReadOnlySpan<float> dOutput, Reading output, Span<float> sums)
    {
        var channels = output.Mean.Length;
        Debug.Assert(input.Length == dOutput.Length && sums.Length == 2 * channels);
        sums.Clear();
        fixed (float* x = input, dy = dOutput, m = output.Mean, f = output.Factor, b = output.Shift, s = sums)
        {
            var kernel = new Moments
            {
                Input = x,
                DOutput = dy,
                Mean = m,
                Factor = f,
                Shift = b,
                Sums = s,
                Relu = output.Relu,
                Pixels = input.Length / channels,
                Channels = channels,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    /// <summary>
    /// dx = [dx +] factor dy + (x - mean) slope + constant, where the output is rectified dy counts as zero for what is
    /// held back. Overwrites or accumulates; dx may lie where dy does.
    /// </summary>
    internal static void Input(
        ReadOnlySpan<float> input, ReadOnlySpan<float> dOutput, Reading output, ReadOnlySpan<float> slope,
        ReadOnlySpan<float> constant, Span<float> dInput, bool accumulate)
    {
        var channels = output.Mean.Length;
        Debug.Assert(input.Length == dOutput.Length && input.Length == dInput.Length);
        fixed (float* x = input, dy = dOutput, m = output.Mean, f = output.Factor, b = output.Shift)
        fixed (float* s = slope, k = constant, dx = dInput)
        {
            var kernel = new InputGradient
            {
                Input = x,
                DOutput = dy,
                Mean = m,
                Factor = f,
                Shift = b,
                Slope = s,
                Constant = k,
                DInput = dx,
                Relu = output.Relu,
                Accumulate = accumulate,
                Pixels = input.Length / channels,
                Channels = channels,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    /// <summary>dy where the rectifier let (x - mean) factor + shift through, elsewhere zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Passed<TSimd, TVector>(TVector centred, TVector dy, TVector factor, TVector shift, bool relu)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        relu ? TSimd.WherePositive(TSimd.MultiplyAdd(centred, factor, shift), dy) : dy;

    private struct Moments : IChannelKernel
    {
        internal float* Input;
        internal float* DOutput;
        internal float* Mean;
        internal float* Factor;
        internal float* Shift;
        internal float* Sums;
        internal bool Relu;
        internal int Pixels;
        internal int Channels;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint channels = Channels;
            float* sums = Sums, products = Sums + channels;
            float* x = Input, dy = DOutput;
            var relu = Relu;
            var left = Pixels;
            for (; left >= 2; left -= 2, x += 2 * channels, dy += 2 * channels)
            {
                for (nint c = first; c < end; c += TSimd.Count)
                {
                    TVector mean = TSimd.Load(Mean + c), factor = TSimd.Load(Factor + c), shift = TSimd.Load(Shift + c);
                    var a = TSimd.Subtract(TSimd.Load(x + c), mean);
                    var b = TSimd.Subtract(TSimd.Load(x + channels + c), mean);
                    var da = Passed<TSimd, TVector>(a, TSimd.Load(dy + c), factor, shift, relu);
                    var db = Passed<TSimd, TVector>(b, TSimd.Load(dy + channels + c), factor, shift, relu);
                    TSimd.Store(TSimd.Add(TSimd.Load(sums + c), TSimd.Add(da, db)), sums + c);
                    var product = TSimd.MultiplyAdd(da, a, TSimd.Multiply(db, b));
                    TSimd.Store(TSimd.Add(TSimd.Load(products + c), product), products + c);
                }
            }

            if (left > 0)
            {
                for (nint c = first; c < end; c += TSimd.Count)
                {
                    var a = TSimd.Subtract(TSimd.Load(x + c), TSimd.Load(Mean + c));
                    var da = Passed<TSimd, TVector>(
                        a, TSimd.Load(dy + c), TSimd.Load(Factor + c), TSimd.Load(Shift + c), relu);
                    TSimd.Store(TSimd.Add(TSimd.Load(sums + c), da), sums + c);
                    TSimd.Store(TSimd.MultiplyAdd(da, a, TSimd.Load(products + c)), products + c);
                }
            }
        }
    }

    private struct InputGradient : IChannelKernel
    {
        internal float* Input;
        internal float* DOutput;
        internal float* Mean;
        internal float* Factor;
        internal float* Shift;
        internal float* Slope;
        internal float* Constant;
        internal float* DInput;
        internal bool Relu;
        internal bool Accumulate;
        internal int Pixels;
        internal int Channels;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint channels = Channels;
            float* x = Input, dy = DOutput, dx = DInput;
            bool relu = Relu, accumulate = Accumulate;
            for (var left = Pixels; left > 0; left--, x += channels, dy += channels, dx += channels)
            {
                for (nint c = first; c < end; c += TSimd.Count)
                {
                    var factor = TSimd.Load(Factor + c);
                    var centred = TSimd.Subtract(TSimd.Load(x + c), TSimd.Load(Mean + c));
                    var passed = Passed<TSimd, TVector>(
                        centred, TSimd.Load(dy + c), factor, TSimd.Load(Shift + c), relu);
                    var value = TSimd.MultiplyAdd(centred, TSimd.Load(Slope + c), TSimd.Load(Constant + c));
                    value = TSimd.MultiplyAdd(factor, passed, value);
                    TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(dx + c), value) : value, dx + c);
                }
            }
        }
    }
}
