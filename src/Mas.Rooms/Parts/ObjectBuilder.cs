using Mas.Rooms.Geometry;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Parts;

/// <summary>Puts primitives of one kind of object together in a frame of their own (metres, z up).</summary>
internal sealed class ObjectBuilder(List<Part> parts, Frame frame, ObjectClass kind)
{
    /// <summary>The object's frame.</summary>
    public Frame Frame => frame;

    /// <summary>The same place, for parts of another kind: cushions on a sofa, a vase on a table.</summary>
    public ObjectBuilder As(ObjectClass other) => new(parts, frame, other);

    /// <summary>The same kind, in another frame.</summary>
    public ObjectBuilder In(Frame other) => new(parts, other, kind);

    /// <summary>The same kind, in a frame moved along this one's axes and turned.</summary>
    public ObjectBuilder Moved(double x, double y, double z, double yaw = 0) =>
        In(frame.Moved(x, y, z).Turned(yaw));

    /// <summary>A box between two corners.</summary>
    public void Box(double x0, double y0, double z0, double x1, double y1, double z1, Material material) =>
        Add(new Box(new(new(x0, y0, z0), new(x1, y1, z1)), material.Grained), frame, material);

    /// <summary>A ball or ellipsoid.</summary>
    public void Ball(double x, double y, double z, Vector radii, Material material) =>
        Add(new Ellipsoid(radii), frame.Moved(x, y, z), material);

    /// <summary>An upright column standing on (x, y, z).</summary>
    public void Column(
        double x, double y, double z, double bottom, double top, double height, Material material) =>
        Add(new Frustum(bottom, top, height), frame.Moved(x, y, z), material);

    /// <summary>A level ring around (x, y, z).</summary>
    public void Ring(double x, double y, double z, double major, double minor, Material material) =>
        Add(new Torus(major, minor), frame.Moved(x, y, z), material);

    private void Add(Solid solid, Frame place, Material material) =>
        parts.Add(new(solid, place, material, kind));
}
