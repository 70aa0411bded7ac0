namespace Mas.Engine.Kernels;

/// <summary>
/// The walk over the rows of a strip that both directions of <see cref="Depthwise"/> share: every row is taken into the
/// ring once, and worked out as soon as its window is complete.
/// </summary>
internal unsafe struct DepthwiseWalk<TRow> : IChannelKernel
    where TRow : struct, IDepthwiseRow
{
    internal DepthwiseStrip Strip;

    /// <summary>The rows that windows lie on.</summary>
    internal PaddedRows Rows;

    internal TRow Row;

    public void Run<TSimd, TVector>(int first, int end)
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

    private void Run<TFive, TSimd, TVector>(int first, int end)
        where TFive : struct, IFlag
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var rows = stackalloc float*[Strip.Size];
        var half = Strip.Size / 2;
        for (var taken = Math.Max(0, Strip.FirstRow - half); taken < Strip.EndRow + half; taken++)
        {
            if (taken < Strip.Height)
            {
                Rows.Take<TSimd, TVector>(taken, first, end);
            }

            var y = taken - half;
            if (y >= Strip.FirstRow)
            {
                var top = Rows.Window(y, Strip.Height, rows, out var count);
                Row.Run<TFive, TSimd, TVector>(Strip, y, rows, count, top * Strip.Size, first, end);
            }
        }
    }
}
