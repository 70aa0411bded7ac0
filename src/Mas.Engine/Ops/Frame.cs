using Mas.Engine.Autograd;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>Zeros around every picture of a batch, so that windows may reach beyond its edge.</summary>
/// <param name="Inside">(N, H, W, C), the pictures.</param>
/// <param name="Padding">Pixels of zeros on each side; at least 0.</param>
internal readonly record struct Frame(Shape Inside, int Padding)
{
    /// <summary>Whether there are none.</summary>
    internal bool IsEmpty => Padding == 0;

    /// <summary>The pictures with their zeros.</summary>
    internal Shape Framed => Inside with
    {
        Height = Inside.Height + 2 * Padding,
        Width = Inside.Width + 2 * Padding,
    };

    private int Line => Inside.Width * Inside.Channels;

    private int Beside => Padding * Inside.Channels;

    /// <summary>
    /// A copy of <paramref name="pictures"/> within zeros, or the pictures themselves where the frame is empty.
    /// </summary>
    internal Tensor Around(Tape tape, Tensor pictures)
    {
        if (IsEmpty)
        {
            return pictures;
        }

        var framed = tape.Pool.Rent(Framed);
        tape.Workers.For(Inside.Batch, (Frame: this, pictures, framed), static (picture, all) => Kernels.Padding.Add(
            all.pictures.Picture(picture), all.Frame.Line, all.Frame.Beside, all.Frame.Padding,
            all.framed.Picture(picture)));
        return framed;
    }

    /// <summary>Gives back what <see cref="Around"/> made.</summary>
    internal void Return(Tape tape, Tensor framed)
    {
        if (!IsEmpty)
        {
            tape.Pool.Return(framed);
        }
    }

    /// <summary>Takes what lies inside the frame. Overwrites or accumulates.</summary>
    internal void Remove(Tape tape, Tensor framed, Tensor pictures, bool accumulate)
    {
        tape.Workers.For(
            Inside.Batch, (Frame: this, pictures, framed, accumulate), static (picture, all) => Kernels.Padding.Remove(
                all.framed.Picture(picture), all.Frame.Line, all.Frame.Beside, all.Frame.Padding,
                all.pictures.Picture(picture), all.accumulate));
    }
}
