namespace Mas.Rooms.Geometry;

/// <summary>A half line; distances along it count in lengths of <see cref="Direction"/>.</summary>
internal readonly struct Ray(Vector origin, Vector direction)
{
    /// <summary>Hits nearer than this, in metres, are the surface the ray starts from.</summary>
    public const double Nearest = 1e-6;

    public readonly Vector Origin = origin;

    public readonly Vector Direction = direction;

    /// <summary>
    /// One over each component of the direction; a huge number instead of infinity, which could give NaN.
    /// </summary>
    public Vector Inverse => new(Invert(Direction.X), Invert(Direction.Y), Invert(Direction.Z));

    /// <summary>The point at a distance.</summary>
    public Vector At(double distance) => Origin + Direction * distance;

    private static double Invert(double component) => component == 0 ? 1e300 : 1 / component;
}
