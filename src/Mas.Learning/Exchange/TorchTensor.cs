using Mas.Engine.Parameters;
using Mas.Engine.Tensors;

namespace Mas.Learning.Exchange;

/// <summary>
/// A parameter of a model as PyTorch and ONNX lay it: the same name and elements, the axes in another order, channels
/// before height and width.
/// </summary>
/// <remarks>Immutable.</remarks>
public sealed class TorchTensor
{
    private const int Axes = 4;

    // The axis of Mas's shape that each axis is; the last ones are those that PyTorch has.
    private readonly int[] _axes;

    private TorchTensor(TensorSlot slot, int rank, params int[] axes)
    {
        (Slot, _axes) = (slot, axes);
        Sizes = [.. axes[(Axes - rank)..].Select(axis => Extents(slot.Shape)[axis])];
    }

    /// <summary>The parameter: its name, and its shape and role in Mas.</summary>
    public TensorSlot Slot { get; }

    /// <summary>The sizes, the slowest first.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The elements in PyTorch's order.</summary>
    /// <param name="own">The elements in Mas's order.</param>
    public float[] FromMas(ReadOnlySpan<float> own)
    {
        var elements = new float[Slot.Shape.Count];
        Move(own, elements, toTorch: true);
        return elements;
    }

    /// <summary>Puts elements into Mas's order.</summary>
    /// <param name="elements">The elements in PyTorch's order.</param>
    /// <param name="own">As many, overwritten.</param>
    public void ToMas(ReadOnlySpan<float> elements, Span<float> own) => Move(elements, own, toTorch: false);

    /// <summary>The weight of a convolution, (height, width, inputs, outputs): (outputs, inputs, height, width).</summary>
    internal static TorchTensor OfConvolution(TensorSlot slot) => new(slot, 4, 3, 2, 0, 1);

    /// <summary>The weight of a transposed convolution, (inputs, 2, 2, outputs): (inputs, outputs, 2, 2).</summary>
    internal static TorchTensor OfTransposed(TensorSlot slot) => new(slot, 4, 0, 3, 1, 2);

    /// <summary>The weight of a linear layer, (1, 1, inputs, outputs): (outputs, inputs).</summary>
    internal static TorchTensor OfLinear(TensorSlot slot) => new(slot, 2, 0, 1, 3, 2);

    /// <summary>The vectors of an embedding, (1, 1, categories, width): (categories, width).</summary>
    internal static TorchTensor OfEmbedding(TensorSlot slot) => new(slot, 2, 0, 1, 2, 3);

    /// <summary>A vector, (1, 1, 1, channels): (channels).</summary>
    internal static TorchTensor OfVector(TensorSlot slot) => new(slot, 1, 0, 1, 2, 3);

    /// <summary>A picture, (N, H, W, C): (N, C, H, W).</summary>
    internal static TorchTensor OfPicture(TensorSlot slot) => new(slot, 4, 0, 3, 1, 2);

    private static int[] Extents(Shape shape) => [shape.Batch, shape.Height, shape.Width, shape.Channels];

    private void Move(ReadOnlySpan<float> from, Span<float> to, bool toTorch)
    {
        var (_, height, width, channels) = Slot.Shape;
        int[] extents = Extents(Slot.Shape), steps = [height * width * channels, width * channels, channels, 1];
        var place = 0;
        for (var a = 0; a < extents[_axes[0]]; a++)
        {
            for (var b = 0; b < extents[_axes[1]]; b++)
            {
                for (var c = 0; c < extents[_axes[2]]; c++)
                {
                    var own = (a * steps[_axes[0]]) + (b * steps[_axes[1]]) + (c * steps[_axes[2]]);
                    for (var d = 0; d < extents[_axes[3]]; d++, place++, own += steps[_axes[3]])
                    {
                        to[toTorch ? place : own] = from[toTorch ? own : place];
                    }
                }
            }
        }
    }
}
