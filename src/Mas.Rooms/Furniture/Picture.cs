using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Furniture;

/// <summary>A framed picture; its frame's origin is the middle of its back, on the wall.</summary>
internal static class Picture
{
    /// <summary>Adds a picture of a width and height in metres.</summary>
    public static void Add(ObjectBuilder at, double width, double height, BuildingStyle style, RandomStream random)
    {
        const double Rim = 0.035;
        var picture = at.As(ObjectClass.Picture);
        var (x, z) = (width / 2, height / 2);
        var rim = style.Design == 1 ? style.Finishes.Metal : style.Finishes.Timber;
        picture.Box(-x, 0, -z, -x + Rim, 0.04, z, rim);
        picture.Box(x - Rim, 0, -z, x, 0.04, z, rim);
        picture.Box(-x + Rim, 0, z - Rim, x - Rim, 0.04, z, rim);
        picture.Box(-x + Rim, 0, -z, x - Rim, 0.04, -z + Rim, rim);
        var colours = (style.Finishes.Accent(random), style.Finishes.Accent(random), style.Finishes.Accent(random));
        var painting = new Painting(colours, x, z, random.Next(3), random.Next(1 << 20));
        picture.Box(-x + Rim, 0, -z + Rim, x - Rim, 0.02, z - Rim, new(painting, 0.1));
    }
}
