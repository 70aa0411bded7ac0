using System.Diagnostics;
using Mas.Engine.Memory.Native;

namespace Mas.Engine.Tensors;

/// <summary>
/// A float32 array of shape (N, H, W, C) in native memory, with a gradient of the same shape once a backward pass
/// has reached it. A tensor is a view: the memory belongs to a pool or to a block of parameters. What a batch norm
/// gives is a view of its input, normalised by its reader. Not thread-safe for writing.
/// </summary>
public sealed class Tensor
{
    private readonly int _offset;
    private NativeBlock _block;

    internal Tensor(NativeBlock block, int offset, Shape shape)
    {
        Debug.Assert(offset + shape.Count <= block.Length, "A tensor must lie inside its block.");
        _block = block;
        _offset = offset;
        Shape = shape;
    }

    /// <summary>A view of the elements of <paramref name="normalisation"/>'s tensor, which stay as they are.</summary>
    internal Tensor(Normalisation normalisation)
        : this(normalisation.Stored._block, normalisation.Stored._offset, normalisation.Stored.Shape) =>
        Normalisation = normalisation;

    /// <summary>The extent, channels last.</summary>
    public Shape Shape { get; private set; }

    /// <summary>
    /// The elements in row-major order: pictures, rows, columns, channels. A tensor on paper has none.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    /// <exception cref="InvalidOperationException">
    /// The tensor is a normalised view, whose values are not stored.
    /// </exception>
    public Span<float> Values => Normalisation is null
        ? Slice(_block.Span, _offset, Shape.Count)
        : throw new InvalidOperationException($"The values of a normalised view {Shape} are not stored; see Stored.");

    /// <summary>The gradient of the loss with respect to this tensor, or null where none has arrived.</summary>
    public Tensor? Gradient { get; internal set; }

    /// <summary>Whether a backward pass must bring a gradient here.</summary>
    public bool RequiresGradient { get; internal set; }

    /// <summary>What a reader applies to the elements of another tensor; null where the tensor has its own.</summary>
    internal Normalisation? Normalisation { get; }

    /// <summary>The element of a scalar; 1 of one on paper.</summary>
    public float Scalar => Values is [var value, ..] ? value : 1;

    internal NativeBlock Block => _block;

    /// <summary>The pool that has lent the tensor and not got it back.</summary>
    internal object? Lender { get; set; }

    /// <summary>The elements of picture <paramref name="index"/>, H x W x C of them.</summary>
    public Span<float> Picture(int index)
    {
        var size = Shape.Height * Shape.Width * Shape.Channels;
        return Slice(Values, index * size, size);
    }

    /// <summary>
    /// The elements of the pixels from <paramref name="first"/> on, <paramref name="count"/> x C of them.
    /// </summary>
    public Span<float> Pixels(int first, int count) =>
        Slice(Values, first * Shape.Channels, count * Shape.Channels);

    /// <summary>Turns a tensor that is no longer in use into one of another block.</summary>
    internal void Become(NativeBlock block, Shape shape)
    {
        Debug.Assert(
            _offset == 0 && Lender is null && Gradient is null, "Only a tensor given back may become another.");
        Debug.Assert(shape.Count <= block.Length, "A tensor must lie inside its block.");
        _block = block;
        Shape = shape;
    }

    private Span<float> Slice(Span<float> elements, int first, int count) =>
        _block.IsOnPaper ? [] : elements.Slice(first, count);
}
