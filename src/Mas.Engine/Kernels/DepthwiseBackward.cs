namespace Mas.Engine.Kernels;

/// <summary>
/// A row of <see cref="Depthwise.Backward"/>. Both gradients come from the same rows of dy while these are in the
/// nearest cache: dx as their correlation with the weight turned by half a turn, dw as their products with a row of x,
/// which also says where the rectifier let dx through.
/// </summary>
internal unsafe struct DepthwiseBackward : IDepthwiseRow
{
    /// <summary>(H, W, C).</summary>
    internal float* Input;
    internal PixelReader Reader;

    /// <summary>A row of the input as it reads, zeros up to a whole block.</summary>
    internal float* Line;

    /// <summary>The last tap of (k, k, C): the first one, turned by half a turn.</summary>
    internal float* LastTap;

    /// <summary>(H, W, C), or null to skip it.</summary>
    internal float* DInput;
    internal bool Accumulate;

    /// <summary>The last tap of (k, k, C), or null to skip it.</summary>
    internal float* DLastTap;

    /// <summary>Zeros behind the line's last pixel.</summary>
    internal readonly void ClearLine(in DepthwiseStrip strip) => new Span<float>(
        Line + strip.Width * strip.Channels, (PaddedRows.Blocks(strip.Width) - strip.Width) * strip.Channels).Clear();

    public readonly void Run<TFive, TSimd, TVector>(
        in DepthwiseStrip strip, int y, float** rows, int count, int tap, int first, int end)
        where TFive : struct, IFlag
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint stride = strip.InputStride, tapStride = -strip.OutputStride;
        var place = y * strip.Width * stride;
        if (Reader.Relu || DLastTap is not null)
        {
            Reader.Take<TSimd, TVector>(Input + place, stride, Line, strip.Channels, strip.Width, first, end);
        }

        if (DInput is not null)
        {
            DepthwiseTaps<TFive>.Correlate<TSimd, TVector>(
                rows, count, LastTap + tap * tapStride, tapStride, strip, DInput + place, stride,
                Reader.Relu ? Line : null, Accumulate, first, end);
        }

        if (DLastTap is not null)
        {
            DepthwiseTaps<TFive>.Multiply<TSimd, TVector>(
                rows, count, Line, strip, DLastTap + tap * tapStride, tapStride, first, end);
        }
    }
}
