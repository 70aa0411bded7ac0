namespace Mas.Rooms.Geometry;

/// <summary>A cuboid along its frame's axes: flat, curvature 0.</summary>
/// <param name="bounds">Its two opposite corners.</param>
/// <param name="grained">
/// Whether texture coordinate U runs along each face's longer side, as the grain of timber does; otherwise U is
/// level and V points up.
/// </param>
internal sealed class Box(Bounds bounds, bool grained) : Solid
{
    public override Bounds Extent => bounds;

    public override double Enter(in Ray ray)
    {
        var entry = bounds.Entry(ray.Origin, ray.Inverse);
        return entry > Ray.Nearest ? entry : double.PositiveInfinity;
    }

    public override Surface At(Vector point)
    {
        var half = (bounds.High - bounds.Low) * 0.5;
        var p = point - bounds.Centre;
        var x = half.X - Math.Abs(p.X);
        var y = half.Y - Math.Abs(p.Y);
        var z = half.Z - Math.Abs(p.Z);
        if (x <= y && x <= z)
        {
            return Face(new(p.X < 0 ? -1 : 1, 0, 0), point.Y, point.Z, half.Z > half.Y);
        }

        if (y <= z)
        {
            return Face(new(0, p.Y < 0 ? -1 : 1, 0), point.X, point.Z, half.Z > half.X);
        }

        return Face(new(0, 0, p.Z < 0 ? -1 : 1), point.X, point.Y, half.Y > half.X);
    }

    private Surface Face(Vector normal, double u, double v, bool upright) =>
        grained && upright ? new(normal, 0, 0, v, u) : new(normal, 0, 0, u, v);
}
