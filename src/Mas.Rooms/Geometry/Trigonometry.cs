namespace Mas.Rooms.Geometry;

/// <summary>
/// Sine, cosine and arc tangent as polynomials (errors below 1e-7), because the runtime's own come from the operating
/// system's library and differ in the last bits from one to the next.
/// </summary>
internal static class Trigonometry
{
    /// <summary>The sine of an angle in radians.</summary>
    public static double Sin(double angle)
    {
        var turns = angle / (2 * Math.PI);
        var x = (turns - Math.Round(turns)) * 2 * Math.PI;
        if (x > Math.PI / 2)
        {
            x = Math.PI - x;
        }
        else if (x < -Math.PI / 2)
        {
            x = -Math.PI - x;
        }

        var s = x * x;
        return x * (1 + s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5040 + s * (1.0 / 362880 - s / 39916800)))));
    }

    /// <summary>The cosine of an angle in radians.</summary>
    public static double Cos(double angle) => Sin(angle + Math.PI / 2);

    /// <summary>The angle of the point (x, y), in -pi..pi; 0 at the origin.</summary>
    public static double Atan2(double y, double x)
    {
        var (ax, ay) = (Math.Abs(x), Math.Abs(y));
        if (ax + ay == 0)
        {
            return 0;
        }
        // Halving the angle keeps the argument of the series below tan(pi/8), where it converges quickly.
        var q = Math.Min(ax, ay) / Math.Max(ax, ay);
        q /= 1 + Math.Sqrt(1 + q * q);
        var s = q * q;
        var angle = 2 * q * (1 + s * (-1.0 / 3 + s * (1.0 / 5 + s * (-1.0 / 7 + s * (1.0 / 9 - s / 11)))));
        if (ay > ax)
        {
            angle = Math.PI / 2 - angle;
        }

        if (x < 0)
        {
            angle = Math.PI - angle;
        }

        return y < 0 ? -angle : angle;
    }
}
