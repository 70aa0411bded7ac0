using Mas.Engine.Tensors;

namespace Mas.Engine.Parameters;

/// <summary>
/// The names and places of a model's tensors in one contiguous block: all weights first, then all statistics, each in
/// the order of the model tree. Immutable.
/// </summary>
public sealed class TensorLayout
{
    private readonly Dictionary<string, TensorSlot> _byName;

    /// <summary>Places the tensors one after the other, weights first.</summary>
    /// <param name="tensors">Name, shape and role of each, in the order of the model tree.</param>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public TensorLayout(IEnumerable<(string Name, Shape Shape, ParameterRole Role)> tensors)
    {
        var slots = new List<TensorSlot>();
        var offset = 0;
        foreach (var (name, shape, role) in tensors.OrderBy(tensor => tensor.Role))
        {
            slots.Add(new TensorSlot(name, shape, role, offset));
            offset = checked(offset + shape.Count);
            if (role == ParameterRole.Weight)
            {
                WeightCount = offset;
            }
        }

        Count = offset;
        Slots = slots;
        _byName = slots.ToDictionary(slot => slot.Name);
    }

    /// <summary>Every tensor, in the order of the block.</summary>
    public IReadOnlyList<TensorSlot> Slots { get; }

    /// <summary>Elements of all tensors.</summary>
    public int Count { get; }

    /// <summary>Elements of the weights, which lead the block.</summary>
    public int WeightCount { get; }

    /// <summary>The slot called <paramref name="name"/>, or null where there is none.</summary>
    public TensorSlot? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether both have the same names, shapes and roles in the same order.</summary>
    public bool Matches(TensorLayout other) => ReferenceEquals(this, other) || Slots.SequenceEqual(other.Slots);
}
