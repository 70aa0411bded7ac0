namespace Mas.Engine.Kernels;

/// <summary>The loop over the rows of a picture behind <see cref="Depthwise.Forward"/>.</summary>
internal unsafe struct DepthwiseForward : IChannelKernel
{
    internal DepthwiseStrip Strip;
    internal PaddedRows Input;

    /// <summary>The first tap of (k, k, C).</summary>
    internal float* Weight;

    /// <summary>(H, W, C).</summary>
    internal float* Output;

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
        nint stride = Strip.OutputStride;
        for (var taken = 0; taken < Strip.Height + Strip.Size / 2; taken++)
        {
            if (taken < Strip.Height)
            {
                Input.Take<TSimd, TVector>(taken, first, end);
            }

            var y = taken - Strip.Size / 2;
            if (y >= 0)
            {
                var top = Input.Window(y, Strip.Height, rows, out var count);
                DepthwiseTaps<TFive>.Correlate<TSimd, TVector>(
                    rows, count, Weight + top * Strip.Size * stride, stride, Strip,
                    Output + y * Strip.Width * stride, stride, null, false, first, end);
            }
        }
    }
}
