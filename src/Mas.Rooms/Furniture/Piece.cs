using Mas.Rooms.Parts;

namespace Mas.Rooms.Furniture;

/// <summary>
/// A piece of furniture: the floor it needs, and how to build it. In its frame x runs along its back from
/// -Width/2 to Width/2, y from its back (0) to its front (Depth), z up from the floor; metres.
/// </summary>
internal abstract class Piece
{
    /// <summary>Extent along its back.</summary>
    public abstract double Width { get; }

    /// <summary>Extent from back to front.</summary>
    public abstract double Depth { get; }

    /// <summary>Extent upwards, what stands on it included; tall pieces keep clear of windows.</summary>
    public abstract double Height { get; }

    /// <summary>Builds the piece in a frame.</summary>
    public abstract void Build(ObjectBuilder at);
}
