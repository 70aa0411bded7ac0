using System.Runtime.CompilerServices;

namespace Mas.Rooms.Geometry;

/// <summary>A box along the axes that encloses something.</summary>
internal readonly record struct Bounds(Vector Low, Vector High)
{
    /// <summary>What encloses nothing; the neutral element of <see cref="Around"/>.</summary>
    public static Bounds Nothing { get; } = new(
        new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity),
        new(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity));

    /// <summary>The middle of the box.</summary>
    public Vector Centre => (Low + High) * 0.5;

    /// <summary>Half the surface, in square metres: how likely a ray is to meet the box.</summary>
    public double Surface
    {
        get
        {
            var size = High - Low;
            return size.X * size.Y + size.Y * size.Z + size.Z * size.X;
        }
    }

    /// <summary>The smallest box around two.</summary>
    public static Bounds Around(Bounds a, Bounds b) =>
        new(Vector.Minimum(a.Low, b.Low), Vector.Maximum(a.High, b.High));

    /// <summary>
    /// Where a ray enters the box (0 or less: it starts inside), or infinity where it misses.
    /// </summary>
    /// <param name="origin">Where the ray starts.</param>
    /// <param name="inverse">Its <see cref="Ray.Inverse"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Entry(in Vector origin, in Vector inverse)
    {
        var (enter, leave) = Crossing(origin, inverse);
        return enter <= leave && leave > 0 ? enter : double.PositiveInfinity;
    }

    /// <summary>Where a ray enters and where it leaves the box; it misses where it would leave before it enters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double Enter, double Leave) Crossing(in Vector origin, in Vector inverse)
    {
        var (x0, x1) = ((Low.X - origin.X) * inverse.X, (High.X - origin.X) * inverse.X);
        var (y0, y1) = ((Low.Y - origin.Y) * inverse.Y, (High.Y - origin.Y) * inverse.Y);
        var (z0, z1) = ((Low.Z - origin.Z) * inverse.Z, (High.Z - origin.Z) * inverse.Z);
        var enter = Larger(Larger(Smaller(x0, x1), Smaller(y0, y1)), Smaller(z0, z1));
        var leave = Smaller(Smaller(Larger(x0, x1), Larger(y0, y1)), Larger(z0, z1));
        return (enter, leave);
    }

    // One instruction each: Math.Min and Math.Max pay for NaN and signed zeros, and there are none that matter here.
    private static double Smaller(double a, double b) => double.MinNative(a, b);

    private static double Larger(double a, double b) => double.MaxNative(a, b);
}
