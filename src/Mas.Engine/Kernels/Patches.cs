using System.Diagnostics;
using System.Numerics.Tensors;

namespace Mas.Engine.Kernels;

/// <summary>Moves the windows of a convolution between a picture (H, W, C) and a matrix of one window a row.</summary>
internal static class Patches
{
    /// <summary>Copies the windows of output rows <paramref name="from"/> to <paramref name="to"/> - 1. Overwrites.</summary>
    /// <param name="geometry">Where the windows lie.</param>
    /// <param name="picture">(H, W, C).</param>
    /// <param name="from">First row of windows.</param>
    /// <param name="to">Row of windows after the last.</param>
    /// <param name="patches">((to - from) * output width, patch length), padding zero.</param>
    internal static void Gather(
        in PatchGeometry geometry, ReadOnlySpan<float> picture, int from, int to, Span<float> patches)
    {
        Debug.Assert(patches.Length >= (to - from) * geometry.OutputWidth * geometry.PatchLength);
        var run = geometry.Size * geometry.Channels;
        var position = 0;
        for (var y = from; y < to; y++)
        {
            for (var x = 0; x < geometry.OutputWidth; x++)
            {
                for (var ky = 0; ky < geometry.Size; ky++, position += run)
                {
                    var target = patches.Slice(position, run);
                    if (Clip(geometry, y, x, ky, out var source, out var skip, out var length))
                    {
                        target[..skip].Clear();
                        picture.Slice(source, length).CopyTo(target[skip..]);
                        target[(skip + length)..].Clear();
                    }
                    else
                    {
                        target.Clear();
                    }
                }
            }
        }
    }

    /// <summary>The adjoint of <see cref="Gather"/>: adds every window to the picture. Accumulates.</summary>
    internal static void Scatter(
        in PatchGeometry geometry, ReadOnlySpan<float> patches, int from, int to, Span<float> picture)
    {
        Debug.Assert(patches.Length >= (to - from) * geometry.OutputWidth * geometry.PatchLength);
        var run = geometry.Size * geometry.Channels;
        var position = 0;
        for (var y = from; y < to; y++)
        {
            for (var x = 0; x < geometry.OutputWidth; x++)
            {
                for (var ky = 0; ky < geometry.Size; ky++, position += run)
                {
                    if (Clip(geometry, y, x, ky, out var source, out var skip, out var length))
                    {
                        var target = picture.Slice(source, length);
                        TensorPrimitives.Add(target, patches.Slice(position + skip, length), target);
                    }
                }
            }
        }
    }

    /// <summary>The part of one row of one window that lies inside the picture; false where none does.</summary>
    private static bool Clip(
        in PatchGeometry geometry, int y, int x, int ky, out int source, out int skip, out int length)
    {
        var row = (y * geometry.Stride) - geometry.Padding + ky;
        var column = (x * geometry.Stride) - geometry.Padding;
        var first = Math.Max(column, 0);
        var end = Math.Min(column + geometry.Size, geometry.Width);
        source = ((row * geometry.Width) + first) * geometry.Channels;
        skip = (first - column) * geometry.Channels;
        length = (end - first) * geometry.Channels;
        return row >= 0 && row < geometry.Height && end > first;
    }
}
