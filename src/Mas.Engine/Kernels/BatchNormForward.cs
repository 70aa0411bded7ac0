using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// The forward half of a batch norm over pixels (P, C): moments, a chunk of pixels at a time. The normalisation is left
/// to the reader, see <see cref="PixelReader"/>. Single-threaded.
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
}
