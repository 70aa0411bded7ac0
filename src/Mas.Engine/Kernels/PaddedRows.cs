namespace Mas.Engine.Kernels;

/// <summary>
/// The k rows of a picture (H, W, C) that one row of a k x k window needs, as a ring: zeros on both sides, so that
/// every block of <see cref="Block"/> neighbouring pixels finds all its neighbours, and the rectifier already applied.
/// The rows stay in the nearest cache while all windows on them are worked out.
/// </summary>
internal unsafe struct PaddedRows
{
    /// <summary>Pixels that are worked out together.</summary>
    internal const int Block = 4;

    /// <summary>(H, W, C).</summary>
    internal float* Picture;

    /// <summary><see cref="Length"/> floats; zeros where the sides lie.</summary>
    internal float* Ring;

    internal int Height;
    internal int Width;
    internal int Channels;

    /// <summary>k, odd.</summary>
    internal int Size;

    /// <summary>Whether negative elements of the picture count as zero.</summary>
    internal bool Relu;

    /// <summary>Floats of a ring.</summary>
    internal static int Length(int width, int channels, int size) => size * RowLength(width, channels, size);

    /// <summary>Takes in row <paramref name="y"/> of the picture, in place of the one k rows above.</summary>
    internal readonly void Take<TSimd, TVector>(int y, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channels = Channels;
        var source = Picture + y * Width * channels;
        var target = Row(y) + Size / 2 * channels;
        var relu = Relu;
        for (var x = Width; x > 0; x--, source += channels, target += channels)
        {
            for (nint channel = first; channel < end; channel += TSimd.Count)
            {
                var value = TSimd.Load(source + channel);
                TSimd.Store(relu ? TSimd.Max(TSimd.Zero, value) : value, target + channel);
            }
        }
    }

    /// <summary>Row <paramref name="y"/>, k / 2 pixels left of the picture.</summary>
    internal readonly float* Row(int y) => Ring + (nint)(y % Size) * RowLength(Width, Channels, Size);

    private static int RowLength(int width, int channels, int size) =>
        ((width + Block - 1) / Block * Block + size - 1) * channels;
}
