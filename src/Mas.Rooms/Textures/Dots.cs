using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>Wallpaper or cloth with dots in staggered rows.</summary>
internal sealed class Dots(Vector ground, Vector dot, double pitch, double radius) : Texture
{
    public override Vector At(double u, double v)
    {
        var row = Noise.Floor(v / pitch);
        var x = u / pitch + (row & 1) * 0.5;
        var (dx, dy) = ((x - Math.Floor(x) - 0.5) * pitch, v - (row + 0.5) * pitch);
        return dx * dx + dy * dy < radius * radius ? dot : ground;
    }
}
