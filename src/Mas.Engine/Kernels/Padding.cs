using System.Diagnostics;
using System.Numerics.Tensors;

namespace Mas.Engine.Kernels;

/// <summary>A picture (H, W, C) in the middle of a larger one (H + 2p, W + 2p, C).</summary>
internal static class Padding
{
    /// <summary>Puts the picture into a frame of zeros. Overwrites.</summary>
    /// <param name="picture">(H, W, C).</param>
    /// <param name="line">W x C, elements of a line of the picture.</param>
    /// <param name="padding">p x C, elements beside a line.</param>
    /// <param name="above">p, lines above and below.</param>
    /// <param name="framed">(H + 2p, W + 2p, C).</param>
    internal static void Add(ReadOnlySpan<float> picture, int line, int padding, int above, Span<float> framed)
    {
        var width = line + 2 * padding;
        Debug.Assert(framed.Length == (picture.Length / line + 2 * above) * width);
        framed[..(above * width)].Clear();
        framed[^(above * width)..].Clear();
        var target = framed[(above * width)..];
        for (; !picture.IsEmpty; picture = picture[line..], target = target[width..])
        {
            target[..padding].Clear();
            picture[..line].CopyTo(target[padding..]);
            target.Slice(padding + line, padding).Clear();
        }
    }

    /// <summary>The adjoint of <see cref="Add"/>: the picture without its frame. Overwrites or accumulates.</summary>
    internal static void Remove(
        ReadOnlySpan<float> framed, int line, int padding, int above, Span<float> picture, bool accumulate)
    {
        var width = line + 2 * padding;
        Debug.Assert(framed.Length == (picture.Length / line + 2 * above) * width);
        var source = framed[(above * width + padding)..];
        for (; !picture.IsEmpty; picture = picture[line..], source = source[width..])
        {
            if (accumulate)
            {
                TensorPrimitives.Add(picture[..line], source[..line], picture[..line]);
            }
            else
            {
                source[..line].CopyTo(picture);
            }

            if (picture.Length == line)
            {
                return;
            }
        }
    }
}
