using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Where the windows of a convolution lie in a batch of pictures (N, H, W, C) without padding: window (n, y, x) sees
/// rows y * stride to that plus size - 1 of picture n, and the same of columns. A window's elements are in the order of
/// a weight (kh, kw, in).
/// </summary>
/// <param name="Pictures">(N, H, W, C).</param>
/// <param name="Size">Height and width of the window.</param>
/// <param name="Stride">Pixels between windows.</param>
internal readonly record struct WindowGeometry(Shape Pictures, int Size, int Stride)
{
    /// <summary>Rows of windows in a picture; none where it is smaller than a window.</summary>
    internal int Rows => Pictures.Height < Size ? 0 : (Pictures.Height - Size) / Stride + 1;

    /// <summary>Columns of windows in a picture; none where it is smaller than a window.</summary>
    internal int Columns => Pictures.Width < Size ? 0 : (Pictures.Width - Size) / Stride + 1;

    /// <summary>Whether windows share pixels.</summary>
    internal bool Overlap => Size > Stride;

    /// <summary>Whether every pixel lies in exactly one window.</summary>
    internal bool Tile => Size == Stride && Pictures.Height % Size == 0 && Pictures.Width % Size == 0;

    /// <summary>The matrix of one window a row.</summary>
    internal MatrixLayout Layout
    {
        get
        {
            var line = Pictures.Width * Pictures.Channels;
            return new(
                Pictures.Batch * Rows * Columns,
                new Lattice(0, Columns, Stride * Pictures.Channels, Rows, Stride * line, Pictures.Height * line),
                Size * Size * Pictures.Channels, new Lattice(0, Size * Pictures.Channels, 1, Size, line, 0));
        }
    }
}
