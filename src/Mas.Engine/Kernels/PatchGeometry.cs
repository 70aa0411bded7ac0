namespace Mas.Engine.Kernels;

/// <summary>
/// Where the windows of a convolution lie in one picture: output pixel (y, x) sees rows y * stride - padding to
/// that plus size - 1, and the same of columns. A window's elements are in the order of a weight (kh, kw, in).
/// </summary>
/// <param name="Height">Rows of the picture.</param>
/// <param name="Width">Columns of the picture.</param>
/// <param name="Channels">Channels of the picture.</param>
/// <param name="Size">Height and width of the window.</param>
/// <param name="Stride">Pixels between windows.</param>
/// <param name="Padding">Zeros around the picture.</param>
internal readonly record struct PatchGeometry(int Height, int Width, int Channels, int Size, int Stride, int Padding)
{
    /// <summary>Rows of windows.</summary>
    internal int OutputHeight => ((Height + (2 * Padding) - Size) / Stride) + 1;

    /// <summary>Columns of windows.</summary>
    internal int OutputWidth => ((Width + (2 * Padding) - Size) / Stride) + 1;

    /// <summary>Elements of one window.</summary>
    internal int PatchLength => Size * Size * Channels;

    /// <summary>Rows of windows whose elements fit the second-level cache beside the weights: at least one.</summary>
    internal int BandRows => Math.Clamp(32768 / (OutputWidth * PatchLength), 1, OutputHeight);
}
