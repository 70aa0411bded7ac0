namespace Mas.Rooms.Geometry;

/// <summary>
/// A place and an orientation: the origin and three perpendicular unit axes, in the coordinates of the building
/// (x and y on the floor, z up, metres).
/// </summary>
internal readonly record struct Frame(Vector Origin, Vector X, Vector Y, Vector Z)
{
    /// <summary>The building's own frame.</summary>
    public static Frame World { get; } = new(new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>An upright frame at a point, turned counterclockwise by an angle in radians.</summary>
    public static Frame Upright(Vector origin, double yaw) => (World with { Origin = origin }).Turned(yaw);

    /// <summary>The same orientation, moved along its own axes.</summary>
    public Frame Moved(double x, double y, double z) => this with { Origin = Point(x, y, z) };

    /// <summary>Turned about its own z axis, in radians.</summary>
    public Frame Turned(double angle)
    {
        var (sin, cos) = (Trigonometry.Sin(angle), Trigonometry.Cos(angle));
        return this with { X = X * cos + Y * sin, Y = Y * cos - X * sin };
    }

    /// <summary>Tilted about its own x axis, in radians; positive lifts its y axis.</summary>
    public Frame Tilted(double angle)
    {
        var (sin, cos) = (Trigonometry.Sin(angle), Trigonometry.Cos(angle));
        return this with { Y = Y * cos + Z * sin, Z = Z * cos - Y * sin };
    }

    /// <summary>A point of this frame in the building's coordinates.</summary>
    public Vector Point(double x, double y, double z) => Origin + X * x + Y * y + Z * z;

    /// <summary>A direction of this frame in the building's coordinates.</summary>
    public Vector Outward(Vector d) => X * d.X + Y * d.Y + Z * d.Z;

    /// <summary>A direction of the building in this frame's coordinates.</summary>
    public Vector Inward(Vector d) => new(Vector.Dot(d, X), Vector.Dot(d, Y), Vector.Dot(d, Z));

    /// <summary>A ray of the building in this frame's coordinates; distances stay what they are.</summary>
    public Ray Inward(in Ray ray) => new(Inward(ray.Origin - Origin), Inward(ray.Direction));

    /// <summary>The building-aligned box around a box of this frame.</summary>
    public Bounds Outward(Bounds local)
    {
        var half = (local.High - local.Low) * 0.5;
        var c = local.Centre;
        var centre = Point(c.X, c.Y, c.Z);
        var reach = new Vector(
            Math.Abs(X.X) * half.X + Math.Abs(Y.X) * half.Y + Math.Abs(Z.X) * half.Z,
            Math.Abs(X.Y) * half.X + Math.Abs(Y.Y) * half.Y + Math.Abs(Z.Y) * half.Z,
            Math.Abs(X.Z) * half.X + Math.Abs(Y.Z) * half.Y + Math.Abs(Z.Z) * half.Z);
        return new(centre - reach, centre + reach);
    }
}
