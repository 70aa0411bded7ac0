using System.Runtime.CompilerServices;

namespace Mas.Rooms.Geometry;

/// <summary>
/// Three numbers: a point or direction in metres, or a colour as linear red, green, blue. Double precision and only
/// + - * / and square roots, so that a scene has the same bits on every machine.
/// </summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator -(Vector a) => new(-a.X, -a.Y, -a.Z);

    public static Vector operator *(Vector a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    /// <summary>The product component by component: a colour seen in the light of another.</summary>
    public static Vector operator *(Vector a, Vector b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    /// <summary>The Euclidean length.</summary>
    public double Length => Math.Sqrt(Dot(this, this));

    /// <summary>The same direction with length 1.</summary>
    public Vector Unit() => this * (1 / Length);

    /// <summary>The scalar product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(Vector a, Vector b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    /// <summary>The vector product, right-handed.</summary>
    public static Vector Cross(Vector a, Vector b) =>
        new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    /// <summary>The smaller of each pair of components.</summary>
    public static Vector Minimum(Vector a, Vector b) =>
        new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z));

    /// <summary>The larger of each pair of components.</summary>
    public static Vector Maximum(Vector a, Vector b) =>
        new(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z));

    /// <summary>The straight mixture: <paramref name="a"/> at 0, <paramref name="b"/> at 1.</summary>
    public static Vector Mix(Vector a, Vector b, double share) => a + (b - a) * share;
}
