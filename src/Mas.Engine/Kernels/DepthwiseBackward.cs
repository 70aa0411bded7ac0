namespace Mas.Engine.Kernels;

/// <summary>
/// The loop over the rows of a picture behind <see cref="Depthwise.Backward"/>. Both gradients come from the same rows
/// of dy while these are in the nearest cache: dx as their correlation with the weight turned by half a turn, dw as
/// their products with a row of x, which also says where the rectifier let dx through.
/// </summary>
internal unsafe struct DepthwiseBackward : IChannelKernel
{
    internal DepthwiseStrip Strip;

    /// <summary>(H, W, C).</summary>
    internal float* Input;
    internal PixelReader Reader;

    /// <summary>A row of the input as it reads, zeros up to a whole block.</summary>
    internal float* Line;

    internal PaddedRows DOutput;

    /// <summary>The last tap of (k, k, C): the first one, turned by half a turn.</summary>
    internal float* LastTap;

    /// <summary>(H, W, C), or null where nobody wants it.</summary>
    internal float* DInput;
    internal bool Accumulate;

    /// <summary>The last tap of (k, k, C), or null where nobody wants it.</summary>
    internal float* DLastTap;

    /// <summary>Zeros behind the line's last pixel.</summary>
    internal readonly void ClearLine() => new Span<float>(
        Line + Strip.Width * Strip.Channels, (PaddedRows.Blocks(Strip.Width) - Strip.Width) * Strip.Channels).Clear();

    public readonly void Run<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Strip.Size == 3)
        {
            Run<IFlag.No, TSimd, TVector>(first, end);
        }
        else
        {
            Run<IFlag.Yes, TSimd, TVector>(first, end);
        }
    }

    private readonly void Run<TFive, TSimd, TVector>(int first, int end)
        where TFive : struct, IFlag
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var rows = stackalloc float*[Strip.Size];
        nint stride = Strip.InputStride, tapStride = -Strip.OutputStride;
        for (var taken = 0; taken < Strip.Height + Strip.Size / 2; taken++)
        {
            if (taken < Strip.Height)
            {
                DOutput.Take<TSimd, TVector>(taken, first, end);
            }

            var y = taken - Strip.Size / 2;
            if (y < 0)
            {
                continue;
            }

            var place = y * Strip.Width * stride;
            if (Reader.Relu || DLastTap is not null)
            {
                Reader.Take<TSimd, TVector>(Input + place, stride, Line, Strip.Channels, Strip.Width, first, end);
            }

            var top = DOutput.Window(y, Strip.Height, rows, out var count);
            var tap = top * Strip.Size * tapStride;
            if (DInput is not null)
            {
                DepthwiseTaps<TFive>.Correlate<TSimd, TVector>(
                    rows, count, LastTap + tap, tapStride, Strip, DInput + place, stride,
                    Reader.Relu ? Line : null, Accumulate, first, end);
            }

            if (DLastTap is not null)
            {
                DepthwiseTaps<TFive>.Multiply<TSimd, TVector>(
                    rows, count, Line, Strip, DLastTap + tap, tapStride, first, end);
            }
        }
    }
}
