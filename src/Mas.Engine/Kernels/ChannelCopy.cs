using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// Moves a range of channels between pictures of different channel counts, normalised on the way where the source is a
/// view: concatenation and its reverse, the sum of two pictures, a view made real. Single-threaded.
/// </summary>
internal static unsafe class ChannelCopy
{
    /// <summary>The same where pixels of both follow each other without a gap. Overwrites or accumulates.</summary>
    internal static void Run(
        ReadOnlySpan<float> source, Reading reading, Span<float> target, int channels, bool accumulate) =>
        Run(source, channels, reading, target, channels, source.Length / channels, channels, accumulate);

    /// <summary>
    /// target[p, c] = [target[p, c] +] what source[p, c] reads as, for all pixels p and c below
    /// <paramref name="channels"/>; the spans start at the first channel to move, pixels follow each other after the
    /// given strides. Overwrites or accumulates.
    /// </summary>
    internal static void Run(
        ReadOnlySpan<float> source, int sourceStride, Reading reading, Span<float> target, int targetStride,
        int pixels, int channels, bool accumulate)
    {
        Debug.Assert(source.Length >= (pixels - 1) * sourceStride + channels);
        Debug.Assert(target.Length >= (pixels - 1) * targetStride + channels);
        fixed (float* x = source, y = target, mean = reading.Mean, factor = reading.Factor, shift = reading.Shift)
        {
            var kernel = new Kernel
            {
                Source = x,
                SourceStride = sourceStride,
                Reader = new PixelReader { Mean = mean, Factor = factor, Shift = shift, Relu = reading.Relu },
                Target = y,
                TargetStride = targetStride,
                Pixels = pixels,
                Accumulate = accumulate,
            };
            ChannelWise.Run(ref kernel, channels);
        }
    }

    private struct Kernel : IChannelKernel
    {
        internal float* Source;
        internal int SourceStride;
        internal PixelReader Reader;
        internal float* Target;
        internal int TargetStride;
        internal int Pixels;
        internal bool Accumulate;

        public readonly void Run<TSimd, TVector>(int first, int end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var source = Source;
            var target = Target;
            var reader = Reader;
            var accumulate = Accumulate;
            for (var pixel = Pixels; pixel > 0; pixel--)
            {
                for (nint channel = first; channel < end; channel += TSimd.Count)
                {
                    var value = reader.Read<TSimd, TVector>(TSimd.Load(source + channel), channel);
                    TSimd.Store(
                        accumulate ? TSimd.Add(TSimd.Load(target + channel), value) : value, target + channel);
                }

                source += SourceStride;
                target += TargetStride;
            }
        }
    }
}
