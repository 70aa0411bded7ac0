namespace Mas.Engine.Kernels;

/// <summary>
/// The k rows of a picture that one row of a k x k window needs, as a ring: zeros on both sides, so that every block of
/// <see cref="Block"/> neighbouring pixels finds all its neighbours, and normalised and rectified already. The rows
/// stay in the nearest cache while all windows on them are worked out.
/// </summary>
internal unsafe struct PaddedRows
{
    /// <summary>Pixels that are worked out together.</summary>
    internal const int Block = 4;

    /// <summary>(H, W, C), pixels <see cref="Stride"/> floats apart.</summary>
    internal float* Picture;
    internal int Stride;
    internal PixelReader Reader;

    /// <summary><see cref="Length"/> floats.</summary>
    internal float* Ring;

    internal int Width;
    internal int Channels;

    /// <summary>k, odd.</summary>
    internal int Size;

    /// <summary>The ring at <paramref name="ring"/> for the rows of a strip, its sides not yet cleared.</summary>
    internal static PaddedRows Of(
        in DepthwiseStrip strip, float* picture, int stride, PixelReader reader, float* ring) => new()
        {
            Picture = picture,
            Stride = stride,
            Reader = reader,
            Ring = ring,
            Width = strip.Width,
            Channels = strip.Channels,
            Size = strip.Size,
        };

    /// <summary>Floats of a ring.</summary>
    internal static int Length(int width, int channels, int size) => size * RowLength(width, channels, size);

    /// <summary>Width, rounded up to whole blocks.</summary>
    internal static int Blocks(int width) => (width + Block - 1) / Block * Block;

    /// <summary>Zeros beside the rows, before the first is taken in.</summary>
    internal readonly void ClearSides()
    {
        for (var y = 0; y < Size; y++)
        {
            var row = new Span<float>(Row(y), RowLength(Width, Channels, Size));
            row[..(Size / 2 * Channels)].Clear();
            row[((Size / 2 + Width) * Channels)..].Clear();
        }
    }

    /// <summary>Takes in row <paramref name="y"/> of the picture, in place of the one k rows above.</summary>
    internal readonly void Take<TSimd, TVector>(int y, int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => Reader.Take<TSimd, TVector>(
            Picture + (nint)y * Width * Stride, Stride, Row(y) + Size / 2 * Channels, Channels, Width, first, end);

    /// <summary>Row <paramref name="y"/>, k / 2 pixels left of the picture.</summary>
    internal readonly float* Row(int y) => Ring + (nint)(y % Size) * RowLength(Width, Channels, Size);

    /// <summary>
    /// The rows of the window around row <paramref name="y"/> that lie inside a picture of <paramref name="height"/>
    /// rows; <paramref name="count"/> of them. Returns how many of the window lie above the picture.
    /// </summary>
    internal readonly int Window(int y, int height, float** rows, out int count)
    {
        var padding = Size / 2;
        var top = Math.Max(0, padding - y);
        count = Math.Min(Size, height + padding - y) - top;
        for (var v = 0; v < count; v++)
        {
            rows[v] = Row(y - padding + top + v);
        }

        return top;
    }

    private static int RowLength(int width, int channels, int size) => (Blocks(width) + size - 1) * channels;
}
