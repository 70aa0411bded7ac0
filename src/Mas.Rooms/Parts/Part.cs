using Mas.Rooms.Geometry;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Parts;

/// <summary>One primitive of a building: its shape, place, material and what it belongs to.</summary>
internal sealed class Part(Solid solid, Frame frame, Material material, ObjectClass kind)
{
    /// <summary>The box around the part, in the building's coordinates.</summary>
    public Bounds Extent { get; } = frame.Outward(solid.Extent);

    /// <summary>What the part is made of.</summary>
    public Material Material => material;

    /// <summary>What the part belongs to.</summary>
    public ObjectClass Kind => kind;

    /// <summary>The distance at which a ray enters the part, or infinity.</summary>
    public double Enter(in Ray ray) => solid.Enter(frame.Inward(ray));

    /// <summary>The surface at a point on the part, its normal in the building's coordinates.</summary>
    public Surface At(Vector point)
    {
        var surface = solid.At(frame.Inward(point - frame.Origin));
        return surface with { Normal = frame.Outward(surface.Normal) };
    }
}
