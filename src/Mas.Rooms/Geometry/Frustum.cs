namespace Mas.Rooms.Geometry;

/// <summary>
/// A round column about its frame's z axis from z = 0 up, closed by two discs; a cylinder where both radii are equal.
/// </summary>
/// <param name="bottom">Radius at z = 0, metres.</param>
/// <param name="top">Radius at z = <paramref name="height"/>, metres.</param>
/// <param name="height">Length along z, metres.</param>
internal sealed class Frustum(double bottom, double top, double height) : Solid
{
    private readonly double _slope = (top - bottom) / height;

    public override Bounds Extent
    {
        get
        {
            var widest = Math.Max(bottom, top);
            return new(new(-widest, -widest, 0), new(widest, widest, height));
        }
    }

    public override double Enter(in Ray ray) => Math.Min(EnterSide(ray), EnterDisc(ray));

    /// <summary>The side is curved about the axis only: 1 / (r sqrt(1 + slope^2)) and 0; the discs are flat.</summary>
    public override Surface At(Vector point)
    {
        var radius = Math.Sqrt(point.X * point.X + point.Y * point.Y);
        var expected = bottom + _slope * point.Z;
        var offSide = Math.Abs(radius - expected);
        var offDisc = Math.Min(Math.Abs(point.Z), Math.Abs(height - point.Z));
        if (offDisc < offSide)
        {
            return new(new(0, 0, point.Z < height * 0.5 ? -1 : 1), 0, 0, point.X, point.Y);
        }

        var lean = Math.Sqrt(1 + _slope * _slope);
        var normal = new Vector(point.X / radius, point.Y / radius, -_slope) * (1 / lean);
        var u = Trigonometry.Atan2(point.Y, point.X) * Math.Max(bottom, top);
        return new(normal, 1 / (expected * lean), 0, u, point.Z);
    }

    private double EnterSide(in Ray ray)
    {
        var (o, d) = (ray.Origin, ray.Direction);
        var radius = bottom + _slope * o.Z;
        var widening = _slope * d.Z;
        var a = d.X * d.X + d.Y * d.Y - widening * widening;
        var b = o.X * d.X + o.Y * d.Y - radius * widening;
        var c = o.X * o.X + o.Y * o.Y - radius * radius;
        var discriminant = b * b - a * c;
        if (discriminant <= 0 || a == 0)
        {
            return double.PositiveInfinity;
        }
        // At the root (-b - sqrt) / a the ray crosses from outside to inside, whatever the sign of a.
        var distance = (-b - Math.Sqrt(discriminant)) / a;
        var z = o.Z + distance * d.Z;
        return distance > Ray.Nearest && z >= 0 && z <= height ? distance : double.PositiveInfinity;
    }

    private double EnterDisc(in Ray ray)
    {
        var (o, d) = (ray.Origin, ray.Direction);
        if (d.Z == 0)
        {
            return double.PositiveInfinity;
        }

        var (level, radius) = d.Z > 0 ? (0, bottom) : (height, top);
        var distance = (level - o.Z) / d.Z;
        var (x, y) = (o.X + distance * d.X, o.Y + distance * d.Y);
        return distance > Ray.Nearest && x * x + y * y <= radius * radius ? distance : double.PositiveInfinity;
    }
}
