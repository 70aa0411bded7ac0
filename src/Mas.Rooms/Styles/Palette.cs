using Mas.Rooms.Geometry;

namespace Mas.Rooms.Styles;

/// <summary>Colours by name or by hue, as linear reflectance.</summary>
internal static class Palette
{
    /// <summary>Light and dark tone of oak, pine, walnut, cherry, ash grey and white-washed wood.</summary>
    public static IReadOnlyList<(Vector Light, Vector Dark)> Timbers { get; } =
    [
        (new(0.56, 0.38, 0.20), new(0.34, 0.20, 0.09)),
        (new(0.68, 0.50, 0.28), new(0.50, 0.32, 0.15)),
        (new(0.22, 0.13, 0.07), new(0.10, 0.055, 0.03)),
        (new(0.40, 0.18, 0.09), new(0.23, 0.09, 0.045)),
        (new(0.42, 0.38, 0.33), new(0.27, 0.24, 0.21)),
        (new(0.74, 0.70, 0.62), new(0.56, 0.51, 0.44)),
    ];

    /// <summary>Burnt clay.</summary>
    public static Vector Brick { get; } = new(0.42, 0.17, 0.11);

    /// <summary>
    /// A colour of the usual wheel (hue 0 = 1 = red, 1/3 green), value and saturation as the eye sees them.
    /// </summary>
    public static Vector Colour(double hue, double saturation, double value)
    {
        var h = (hue - Math.Floor(hue)) * 6;
        var seen = new Vector(Channel(h, 0), Channel(h, 2), Channel(h, 4));
        var colour = Vector.Mix(new(1, 1, 1), seen, Math.Clamp(saturation, 0, 1)) * value;
        return colour * colour;
    }

    private static double Channel(double hue, double centre)
    {
        var away = Math.Abs(hue - centre);
        return Math.Clamp(2 - Math.Min(away, 6 - away), 0, 1);
    }
}
