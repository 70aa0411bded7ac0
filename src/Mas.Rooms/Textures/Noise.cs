namespace Mas.Rooms.Textures;

/// <summary>Repeatable randomness of the plane: the same place and seed give the same value, in any order.</summary>
internal static class Noise
{
    /// <summary>A value in 0..1 for a cell of a grid.</summary>
    public static double Cell(int x, int y, int seed)
    {
        unchecked
        {
            var h = (uint)x * 0x9E3779B1u ^ (uint)y * 0x85EBCA77u ^ (uint)seed * 0xC2B2AE3Du;
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return (h ^ (h >> 15)) * (1.0 / 4294967296.0);
        }
    }

    /// <summary>A smooth field in 0..1 with features of size 1.</summary>
    public static double Smooth(double x, double y, int seed)
    {
        var (cellX, cellY) = (Floor(x), Floor(y));
        var (u, v) = (Ease(x - cellX), Ease(y - cellY));
        var low = Cell(cellX, cellY, seed) * (1 - u) + Cell(cellX + 1, cellY, seed) * u;
        var high = Cell(cellX, cellY + 1, seed) * (1 - u) + Cell(cellX + 1, cellY + 1, seed) * u;
        return low * (1 - v) + high * v;
    }

    /// <summary>Three octaves of <see cref="Smooth"/>, in 0..1.</summary>
    public static double Cloud(double x, double y, int seed) =>
        (Smooth(x, y, seed) * 4 + Smooth(x * 2, y * 2, seed + 1) * 2 + Smooth(x * 4, y * 4, seed + 2)) / 7;

    /// <summary>The largest integer not above a value.</summary>
    public static int Floor(double value) => (int)Math.Floor(value);

    private static double Ease(double t) => t * t * (3 - 2 * t);
}
