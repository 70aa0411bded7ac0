using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Furniture;

/// <summary>A rug, rectangular or round; its frame's origin is its middle.</summary>
internal static class Rug
{
    private const double Thickness = 0.012;

    /// <summary>Adds a rug of a width and depth in metres; a round one has the smaller as its diameter.</summary>
    public static void Add(ObjectBuilder at, double width, double depth, BuildingStyle style, RandomStream random)
    {
        var rug = at.As(ObjectClass.Rug);
        var (x, y) = (width / 2, depth / 2);
        var first = style.Finishes.Accent(random);
        var colours = (Vector.Mix(first, new(0.5, 0.45, 0.4), 0.4), style.Finishes.Accent(random), first * 0.45);
        if (style.Design == 2)
        {
            var radius = Math.Min(x, y);
            var round = new Carpet(colours, 2 * radius, 2 * radius, 3, random.Next(1 << 20));
            rug.Column(0, 0, 0, radius, radius, Thickness, new(round));
            return;
        }
        var carpet = new Carpet(colours, x, y, random.Next(3), random.Next(1 << 20));
        rug.Box(-x, -y, 0, x, y, Thickness, new(carpet));
    }
}
