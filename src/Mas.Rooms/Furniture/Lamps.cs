using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Furniture;

/// <summary>Lamps on tables and ceilings.</summary>
internal static class Lamps
{
    /// <summary>How far below the ceiling the light of a hanging lamp is, metres.</summary>
    public const double Drop = 0.55;

    /// <summary>The glowing shade of a lamp.</summary>
    public static Material Shade(BuildingStyle style, RandomStream random) =>
        new(new Plain(Vector.Mix(new(0.9, 0.85, 0.72), style.Finishes.Accent(random), 0.15), 0, 1, 0), Glow: 1.2);

    /// <summary>Adds a small lamp at the origin of the builder's frame.</summary>
    public static void AddTableLamp(ObjectBuilder at, BuildingStyle style, RandomStream random)
    {
        var lamp = at.As(ObjectClass.Lamp);
        lamp.Ball(0, 0, 0.08, new(0.06, 0.06, 0.08), style.Finishes.Glaze(random));
        lamp.Column(0, 0, 0.15, 0.01, 0.01, 0.08, style.Finishes.Metal);
        lamp.Column(0, 0, 0.2, 0.12, 0.08, 0.15, Shade(style, random));
    }

    /// <summary>Adds the lamp that hangs from the ceiling, which is at z = 0 of the builder's frame.</summary>
    public static void AddHanging(ObjectBuilder at, BuildingStyle style, RandomStream random)
    {
        var lamp = at.As(ObjectClass.Lamp);
        var shade = Shade(style, random);
        lamp.Column(0, 0, -0.03, 0.05, 0.05, 0.03, style.Finishes.Metal);
        lamp.Column(0, 0, -0.4, 0.01, 0.01, 0.38, style.Finishes.Metal);
        switch (style.Design)
        {
            case 0:
                lamp.Column(0, 0, -0.55, 0.22, 0.08, 0.2, shade);
                break;
            case 1:
                lamp.Ball(0, 0, -0.48, new(0.16, 0.16, 0.16), shade);
                break;
            default:
                lamp.Ring(0, 0, -0.4, 0.26, 0.035, shade);
                lamp.Box(-0.26, -0.01, -0.41, 0.26, 0.01, -0.39, shade);
                break;
        }
    }
}
