using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// The forward half of a batch norm over pixels (P, C): moments a chunk of pixels at a time, then the normalisation.
/// Single-threaded.
/// </summary>
internal static unsafe class BatchNormForward
{
    /// <summary>
    /// sums[0, c] = sum of x - origin[c], sums[1, c] = sum of (x - origin[c])^2: shifted sums do not cancel where the
    /// mean is far from zero. Overwrites.
    /// </summary>
    internal static void Sums(ReadOnlySpan<float> input, ReadOnlySpan<float> origin, Span<float> sums)
    {
        var channels = origin.Length;
        Debug.Assert(input.Length % channels == 0 && sums.Length == 2 * channels);
        sums.Clear();
        fixed (float* x = input, o = origin, s = sums)
        {
            var kernel = new Moments
            {
                Input = x,
                Origin = o,
                Sums = s,
                Pixels = input.Length / channels,
                Channels = channels,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    /// <summary>
    /// Mean and biased variance over all pixels from the sums of the chunks, (2, C) each, added in double in their
    /// order. Overwrites.
    /// </summary>
    internal static void Combine(
        ReadOnlySpan<float> parts, ReadOnlySpan<float> origin, int pixels, Span<float> mean, Span<float> variance)
    {
        var channels = origin.Length;
        for (var channel = 0; channel < channels; channel++)
        {
            double sum = 0, squares = 0;
            for (var place = channel; place < parts.Length; place += 2 * channels)
            {
                sum += parts[place];
                squares += parts[place + channels];
            }

            var distance = sum / pixels;
            mean[channel] = (float)(origin[channel] + distance);
            variance[channel] = (float)Math.Max(0, squares / pixels - distance * distance);
        }
    }

    /// <summary>y = (x - mean) factor + shift, where <paramref name="relu"/> at least 0. Overwrites.</summary>
    internal static void Normalise(
        ReadOnlySpan<float> input, ReadOnlySpan<float> mean, ReadOnlySpan<float> factor, ReadOnlySpan<float> shift,
        Span<float> output, bool relu)
    {
        var channels = mean.Length;
        Debug.Assert(input.Length % channels == 0 && output.Length == input.Length);
        fixed (float* x = input, m = mean, f = factor, b = shift, y = output)
        {
            var kernel = new Normalisation
            {
                Input = x,
                Mean = m,
                Factor = f,
                Shift = b,
                Output = y,
                Relu = relu,
                Pixels = input.Length / channels,
                Channels = channels,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    private struct Moments : IChannelKernel
    {
        internal float* Input;
        internal float* Origin;
        internal float* Sums;
        internal int Pixels;
        internal int Channels;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint channels = Channels;
            var origin = Origin;
            var sums = Sums;
            var squares = Sums + channels;
            var x = Input;
            var left = Pixels;
            for (; left >= 4; left -= 4, x += 4 * channels)
            {
                for (nint c = first; c < end; c += TSimd.Count)
                {
                    var zero = TSimd.Load(origin + c);
                    var a = TSimd.Subtract(TSimd.Load(x + c), zero);
                    var b = TSimd.Subtract(TSimd.Load(x + channels + c), zero);
                    var d = TSimd.Subtract(TSimd.Load(x + 2 * channels + c), zero);
                    var e = TSimd.Subtract(TSimd.Load(x + 3 * channels + c), zero);
                    var sum = TSimd.Add(TSimd.Add(a, b), TSimd.Add(d, e));
                    TSimd.Store(TSimd.Add(TSimd.Load(sums + c), sum), sums + c);
                    var ab = TSimd.MultiplyAdd(a, a, TSimd.Multiply(b, b));
                    var de = TSimd.MultiplyAdd(d, d, TSimd.Multiply(e, e));
                    TSimd.Store(TSimd.Add(TSimd.Load(squares + c), TSimd.Add(ab, de)), squares + c);
                }
            }

            for (; left > 0; left--, x += channels)
            {
                for (nint c = first; c < end; c += TSimd.Count)
                {
                    var a = TSimd.Subtract(TSimd.Load(x + c), TSimd.Load(origin + c));
                    TSimd.Store(TSimd.Add(TSimd.Load(sums + c), a), sums + c);
                    TSimd.Store(TSimd.MultiplyAdd(a, a, TSimd.Load(squares + c)), squares + c);
                }
            }
        }
    }

    private struct Normalisation : IChannelKernel
    {
        internal float* Input;
        internal float* Mean;
        internal float* Factor;
        internal float* Shift;
        internal float* Output;
        internal bool Relu;
        internal int Pixels;
        internal int Channels;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            nint channels = Channels;
            float* mean = Mean, factor = Factor, shift = Shift, x = Input, y = Output;
            var relu = Relu;
            for (var left = Pixels; left > 0; left--, x += channels, y += channels)
            {
                for (nint c = first; c < end; c += TSimd.Count)
                {
                    var value = TSimd.MultiplyAdd(
                        TSimd.Subtract(TSimd.Load(x + c), TSimd.Load(mean + c)), TSimd.Load(factor + c),
                        TSimd.Load(shift + c));
                    TSimd.Store(relu ? TSimd.Max(TSimd.Zero, value) : value, y + c);
                }
            }
        }
    }
}
