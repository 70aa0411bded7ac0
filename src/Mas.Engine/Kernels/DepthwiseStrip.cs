namespace Mas.Engine.Kernels;

/// <summary>
/// Rows and channels of a picture that a depthwise convolution works on together. The channels lie among others, and
/// need not lie in the same place before and after: that is how two pictures are convolved as one without being joined.
/// </summary>
/// <param name="Height">H, in pixels.</param>
/// <param name="FirstRow">The first row to work out.</param>
/// <param name="EndRow">The row after the last to work out.</param>
/// <param name="Width">W, in pixels.</param>
/// <param name="Size">k, 3 or 5.</param>
/// <param name="Channels">C of the strip.</param>
/// <param name="InputStride">Floats from pixel to pixel of the input and its gradient.</param>
/// <param name="OutputStride">
/// The same of the output and its gradient, and from tap to tap of the weight and its gradient.
/// </param>
internal readonly record struct DepthwiseStrip(
    int Height, int FirstRow, int EndRow, int Width, int Size, int Channels, int InputStride, int OutputStride)
{
    /// <summary>
    /// Floats of the memory the kernels work in for strips of at most so many channels: the rows of a window and one
    /// more.
    /// </summary>
    internal static int ScratchLength(int width, int channels, int size) =>
        PaddedRows.Length(width, channels, size) + PaddedRows.Blocks(width) * channels;
}
