using System.Diagnostics;

namespace Mas.Engine.Kernels;

/// <summary>
/// Moves a range of channels between pictures of different channel counts: concatenation and its reverse.
/// </summary>
internal static unsafe class ChannelCopy
{
    /// <summary>
    /// target[p, c] = [target[p, c] +] source[p, c] for all pixels p and c below <paramref name="channels"/>; the spans
    /// start at the first channel to move, pixels follow each other after the given strides. Overwrites or accumulates.
    /// </summary>
    internal static void Run(
        ReadOnlySpan<float> source, int sourceStride, Span<float> target, int targetStride,
        int pixels, int channels, bool accumulate)
    {
        Debug.Assert(source.Length >= (pixels - 1) * sourceStride + channels);
        Debug.Assert(target.Length >= (pixels - 1) * targetStride + channels);
        fixed (float* x = source, y = target)
        {
            var kernel = new Kernel
            {
                Source = x,
                SourceStride = sourceStride,
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
            var accumulate = Accumulate;
            for (var pixel = Pixels; pixel > 0; pixel--)
            {
                for (nint channel = first; channel < end; channel += TSimd.Count)
                {
                    var value = TSimd.Load(source + channel);
                    TSimd.Store(
                        accumulate ? TSimd.Add(TSimd.Load(target + channel), value) : value, target + channel);
                }

                source += SourceStride;
                target += TargetStride;
            }
        }
    }
}
