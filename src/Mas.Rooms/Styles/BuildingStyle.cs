using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;

namespace Mas.Rooms.Styles;

/// <summary>
/// What the rooms of one building have in common and other buildings do not: sizes, colours, taste in furniture,
/// light and the camera that took the pictures. Lengths in metres.
/// </summary>
internal sealed record BuildingStyle
{
    public required double Width { get; init; }

    public required double Depth { get; init; }

    public required int RoomCount { get; init; }

    public required double CeilingHeight { get; init; }

    public required double DoorHeight { get; init; }

    public required double WindowChance { get; init; }

    public required double WindowWidth { get; init; }

    public required double SillHeight { get; init; }

    public required double WindowTop { get; init; }

    /// <summary>Whether curtains hang beside the windows.</summary>
    public required bool Curtains { get; init; }

    /// <summary>How many things stand about: 0 bare, 1 crowded.</summary>
    public required double Clutter { get; init; }

    /// <summary>Which design the building's chairs, tables, sofas, beds and lamps follow: 0, 1 or 2.</summary>
    public required int Design { get; init; }

    public required Finishes Finishes { get; init; }

    /// <summary>Unit vector towards the sun.</summary>
    public required Vector SunDirection { get; init; }

    public required Vector SunColour { get; init; }

    public required Vector SkyColour { get; init; }

    public required Vector LampColour { get; init; }

    public required Vector Ambient { get; init; }

    /// <summary>Tangent of half the horizontal field of view.</summary>
    public required double TanHalfView { get; init; }

    public required double CameraHeight { get; init; }

    /// <summary>Brightness of the camera, about 1.</summary>
    public required double Exposure { get; init; }

    /// <summary>The camera's white balance, about (1, 1, 1).</summary>
    public required Vector Balance { get; init; }

    /// <summary>Standard deviation of the camera's noise, in 8-bit steps.</summary>
    public required double SensorNoise { get; init; }

    /// <summary>Draws a style from a stream of its own.</summary>
    public static BuildingStyle Draw(RandomStream random)
    {
        double Between(double low, double high) => low + (high - low) * random.NextDouble();

        var roomCount = 4 + random.Next(4);
        var size = Math.Sqrt(roomCount * Between(15, 22));
        var stretch = Between(0.85, 1.2);
        var ceiling = Between(2.4, 3.2);
        var warmth = Between(-1, 1);
        var daylight = Between(0.35, 1);
        var (sunX, sunY) = (Between(-1, 1), Between(-1, 1));
        return new()
        {
            Width = size * stretch,
            Depth = size / stretch,
            RoomCount = roomCount,
            CeilingHeight = ceiling,
            DoorHeight = Between(1.98, 2.15),
            WindowChance = Between(0.55, 0.95),
            WindowWidth = Between(0.9, 2.0),
            SillHeight = random.NextDouble() < 0.25 ? Between(0.1, 0.3) : Between(0.7, 1.0),
            WindowTop = Math.Min(ceiling - 0.15, Between(2.0, 2.4)),
            Curtains = random.NextDouble() < 0.5,
            Clutter = Between(0.35, 1),
            Design = random.Next(3),
            Finishes = Finishes.Draw(random),
            SunDirection = new Vector(sunX, sunY, Between(0.5, 1.1)).Unit(),
            SunColour = new Vector(1.0, 0.93, 0.8) * (3.2 * daylight),
            SkyColour = new Vector(0.75 + 0.1 * warmth, 0.85, 1.0) * (0.6 + 0.6 * daylight),
            LampColour = new Vector(1.0, 0.84 - 0.08 * warmth, 0.66 - 0.2 * warmth) * Between(1.4, 2.4),
            Ambient = new Vector(1 + 0.06 * warmth, 1.0, 1 - 0.08 * warmth) * Between(0.16, 0.28),
            TanHalfView = Between(0.58, 1.0),
            CameraHeight = Between(1.25, 1.65),
            Exposure = Between(0.85, 1.2),
            Balance = new(1 + 0.05 * Between(-1, 1), 1, 1 + 0.06 * Between(-1, 1)),
            SensorNoise = Between(0.6, 2.4),
        };
    }
}
