namespace Mas.Rooms.Geometry;

/// <summary>A ring about its frame's z axis; the only primitive with a negative curvature, on its inner side.</summary>
/// <param name="major">Radius of the ring's middle line, metres.</param>
/// <param name="minor">Radius of the tube, metres.</param>
internal sealed class Torus(double major, double minor) : Solid
{
    private const int MaximumSteps = 512;
    private const double Touching = 5e-7;

    public override Bounds Extent
    {
        get
        {
            var reach = major + minor;
            return new(new(-reach, -reach, -minor), new(reach, reach, minor));
        }
    }

    /// <summary>Walks along the ray by the distance to the ring, which never oversteps it.</summary>
    public override double Enter(in Ray ray)
    {
        var (enter, leave) = Extent.Crossing(ray.Origin, ray.Inverse);
        var walked = Math.Max(0, enter);
        var length = ray.Direction.Length;
        for (var step = 0; step < MaximumSteps && walked <= leave; step++)
        {
            var gap = Gap(ray.At(walked));
            if (gap < Touching)
            {
                return walked > Ray.Nearest ? walked : double.PositiveInfinity;
            }

            walked += gap / length;
        }
        return double.PositiveInfinity;
    }

    /// <summary>Around the tube 1 / minor; around the axis cos t / (major + minor cos t), t = 0 outside.</summary>
    public override Surface At(Vector point)
    {
        var radius = Math.Sqrt(point.X * point.X + point.Y * point.Y);
        var inward = (radius - major) / minor;
        var normal = new Vector(point.X / radius * inward, point.Y / radius * inward, point.Z / minor);
        return new(normal.Unit(), 1 / minor, inward / radius, Trigonometry.Atan2(point.Y, point.X) * major, point.Z);
    }

    private double Gap(Vector p)
    {
        var off = Math.Sqrt(p.X * p.X + p.Y * p.Y) - major;
        return Math.Sqrt(off * off + p.Z * p.Z) - minor;
    }
}
