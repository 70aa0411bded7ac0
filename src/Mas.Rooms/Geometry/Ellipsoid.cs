namespace Mas.Rooms.Geometry;

/// <summary>An ellipsoid about its frame's origin; a ball where the radii are equal.</summary>
/// <param name="radii">The three semi-axes in metres.</param>
internal sealed class Ellipsoid(Vector radii) : Solid
{
    public override Bounds Extent => new(-radii, radii);

    public override double Enter(in Ray ray)
    {
        var scale = new Vector(1 / radii.X, 1 / radii.Y, 1 / radii.Z);
        var (o, d) = (ray.Origin * scale, ray.Direction * scale);
        var a = Vector.Dot(d, d);
        var b = Vector.Dot(o, d);
        var discriminant = b * b - a * (Vector.Dot(o, o) - 1);
        if (discriminant <= 0)
        {
            return double.PositiveInfinity;
        }

        var distance = (-b - Math.Sqrt(discriminant)) / a;
        return distance > Ray.Nearest ? distance : double.PositiveInfinity;
    }

    /// <summary>
    /// Gaussian curvature K = 1 / (a b c s)^2 and mean curvature H = (a^2 + b^2 + c^2 - |p|^2) / (2 (a b c)^2 s^1.5),
    /// s = sum of p^2 / a^4; the principal ones are H +- sqrt(H^2 - K).
    /// </summary>
    public override Surface At(Vector point)
    {
        var squares = radii * radii;
        var gradient = new Vector(point.X / squares.X, point.Y / squares.Y, point.Z / squares.Z);
        var s = Vector.Dot(gradient, gradient);
        var volume = squares.X * squares.Y * squares.Z;
        var gaussian = 1 / (volume * s * s);
        var mean = (squares.X + squares.Y + squares.Z - Vector.Dot(point, point)) / (2 * volume * s * Math.Sqrt(s));
        var spread = Math.Sqrt(Math.Max(0, mean * mean - gaussian));
        var u = Trigonometry.Atan2(point.Y, point.X) * 0.5 * (radii.X + radii.Y);
        return new(gradient * (1 / Math.Sqrt(s)), mean + spread, mean - spread, u, point.Z);
    }
}
