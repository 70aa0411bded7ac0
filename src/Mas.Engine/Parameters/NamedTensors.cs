using Mas.Engine.Memory.Native;
using Mas.Engine.Tensors;

namespace Mas.Engine.Parameters;

/// <summary>
/// The values of a model as plain data: named float32 tensors in one contiguous native block, which is what orders,
/// updates and checkpoints carry. Averaging, copying and stepping work on the whole block at once.
/// </summary>
public sealed class NamedTensors : IDisposable
{
    private readonly NativeBlock _block;

    /// <summary>Reserves a block for <paramref name="layout"/>, filled with zeros.</summary>
    public NamedTensors(TensorLayout layout)
        : this(layout, new NativeBlock(layout.Count)) => _block.Span.Clear();

    private NamedTensors(TensorLayout layout, NativeBlock block) => (Layout, _block) = (layout, block);

    /// <summary>Names, shapes and places.</summary>
    public TensorLayout Layout { get; }

    /// <summary>All elements, weights first.</summary>
    public Span<float> Values => _block.Span;

    /// <summary>The elements a gradient moves.</summary>
    public Span<float> Weights => Leading(Layout.WeightCount);

    /// <summary>The elements of one tensor.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    public Span<float> this[string name] => this[Layout.Find(name)
        ?? throw new KeyNotFoundException($"There is no tensor '{name}'.")];

    /// <summary>The elements of one tensor.</summary>
    public Span<float> this[TensorSlot slot] => _block.Span.Slice(slot.Offset, slot.Shape.Count);

    /// <summary>The first <paramref name="count"/> elements; none of tensors on paper.</summary>
    public Span<float> Leading(int count) => _block.IsOnPaper ? [] : _block.Span[..count];

    /// <summary>A copy in a block of its own.</summary>
    public NamedTensors Clone()
    {
        var clone = new NamedTensors(Layout);
        Values.CopyTo(clone.Values);
        return clone;
    }

    /// <summary>
    /// Takes every value from the tensor of the same name in <paramref name="source"/>, which may hold others too: so a
    /// group's model inherits its encoder and its decoders from the all-in-one model.
    /// </summary>
    /// <exception cref="ArgumentException">A name is missing or has another shape.</exception>
    public void CopyFrom(NamedTensors source)
    {
        if (Layout.Matches(source.Layout))
        {
            source.Values.CopyTo(Values);
            return;
        }

        foreach (var slot in Layout.Slots)
        {
            var other = source.Layout.Find(slot.Name)
                ?? throw new ArgumentException($"The source has no tensor '{slot.Name}'.", nameof(source));
            if (other.Shape != slot.Shape)
            {
                throw new ArgumentException(
                    $"Tensor '{slot.Name}' has shape {other.Shape} in the source, {slot.Shape} here.", nameof(source));
            }

            source[other].CopyTo(this[slot]);
        }
    }

    /// <summary>Tensors of shapes and places without elements.</summary>
    internal static NamedTensors OnPaper(TensorLayout layout) => new(layout, NativeBlock.OnPaper(layout.Count));

    /// <summary>Frees the block.</summary>
    public void Dispose() => _block.Dispose();

    /// <summary>
    /// A view of one tensor, whose gradient, where given, is the same place in <paramref name="gradients"/>.
    /// </summary>
    internal Tensor View(TensorSlot slot, NamedTensors? gradients)
    {
        var view = new Tensor(_block, slot.Offset, slot.Shape)
        {
            RequiresGradient = slot.Role == ParameterRole.Weight,
        };
        if (gradients is not null && slot.Role == ParameterRole.Weight)
        {
            view.Gradient = gradients.View(slot, null);
        }

        return view;
    }
}
