namespace Mas.Engine.Kernels;

/// <summary>A row of <see cref="Depthwise.Forward"/>.</summary>
internal unsafe struct DepthwiseForward : IDepthwiseRow
{
    /// <summary>The first tap of (k, k, C).</summary>
    internal float* Weight;

    /// <summary>(H, W, C).</summary>
    internal float* Output;

    public readonly void Run<TFive, TSimd, TVector>(
        in DepthwiseStrip strip, int y, float** rows, int count, int tap, int first, int end)
        where TFive : struct, IFlag
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint stride = strip.OutputStride;
        DepthwiseTaps<TFive>.Correlate<TSimd, TVector>(
            rows, count, Weight + tap * stride, stride, strip, Output + y * strip.Width * stride, stride, null, false,
            first, end);
    }
}
