using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Styles;

/// <summary>The palette and materials of a building; every room and piece of furniture picks from them.</summary>
internal sealed class Finishes
{
    private readonly Vector[] _wallColours;
    private readonly Vector[] _fabricColours;
    private readonly Vector[] _accents;
    private readonly int[] _floorKinds;
    private readonly int _wallKind;
    private readonly int _seed;

    private Finishes(RandomStream random)
    {
        _seed = random.Next(1 << 20);
        var hue = random.NextDouble();
        _wallColours = [.. Enumerable.Range(0, 3).Select(_ =>
            Palette.Colour(
                hue + 0.25 * random.NextDouble(),
                0.05 + 0.6 * random.NextDouble() * random.NextDouble(),
                0.68 + 0.26 * random.NextDouble()))];
        _fabricColours = [.. Enumerable.Range(0, 4).Select(i =>
            Palette.Colour(
                hue + 0.3 + 0.3 * i * random.NextDouble(),
                0.15 + 0.5 * random.NextDouble(),
                0.3 + 0.5 * random.NextDouble()))];
        _accents = [.. Enumerable.Range(0, 5).Select(i =>
            Palette.Colour(
                hue + i * 0.2 + 0.1 * random.NextDouble(),
                0.5 + 0.4 * random.NextDouble(),
                0.45 + 0.5 * random.NextDouble()))];
        _floorKinds = [random.Next(5), random.Next(5)];
        _wallKind = random.Next(6);
        var (light, dark) = Palette.Timbers[random.Next(Palette.Timbers.Count)];
        Timber = new(new Wood(light, dark, _seed), 0.2, Grained: true);
        Trim = random.NextDouble() < 0.65 ? Palette.Colour(0.1, 0.04, 0.92) : Vector.Mix(light, dark, 0.4);
        Joinery = new(new Plain(Trim, 0.03, 0.3, _seed), 0.15);
        Metal = new(new Plain(Palette.Colour(0.6, 0.05, 0.2 + 0.6 * random.NextDouble()), 0, 1, 0), 0.6);
        Leaf = new(new Plain(Palette.Colour(0.27 + 0.1 * random.NextDouble(), 0.6, 0.5), 0.4, 0.05, _seed), 0.1);
        DoorMaterial = random.NextDouble() < 0.5
            ? Timber
            : new(new Plain(Palette.Colour(hue, 0.1, 0.85), 0.02, 0.4, _seed), 0.2);
    }

    /// <summary>The wood of most furniture.</summary>
    public Material Timber { get; }

    /// <summary>Colour of skirting boards and frames.</summary>
    public Vector Trim { get; }

    /// <summary>Painted wood: frames of doors and windows, shelves.</summary>
    public Material Joinery { get; }

    /// <summary>Legs, rods and handles.</summary>
    public Material Metal { get; }

    /// <summary>Leaves of plants.</summary>
    public Material Leaf { get; }

    /// <summary>Leaves of doors.</summary>
    public Material DoorMaterial { get; }

    /// <summary>Draws a palette.</summary>
    public static Finishes Draw(RandomStream random) => new(random);

    /// <summary>The walls of a room.</summary>
    public Material Wall(RandomStream random)
    {
        var colour = _wallColours[random.Next(_wallColours.Length)];
        var pale = Vector.Mix(colour, new(0.9, 0.9, 0.88), 0.55);
        Texture plain = new Plain(colour, 0.06, 0.7, _seed);
        var finish = random.NextDouble() < 0.4 ? plain : _wallKind switch
        {
            0 => new Stripes(colour, pale, 0.24 + 0.2 * random.NextDouble(), 0.5, crossed: false),
            1 => new Dots(colour, Vector.Mix(colour, pale, 0.8), 0.3, 0.07),
            2 => new Tiles(
                Palette.Brick, Palette.Brick * 0.85, new(0.6, 0.58, 0.54), 0.26, 0.1, 0.014, 0.5, 0.5, _seed),
            3 => new Skirted(plain, new Plain(pale * 0.7, 0.05, 0.5, _seed), 0.95, Trim),
            _ => plain,
        };
        return new(new Skirted(finish, finish, 0, Trim));
    }

    /// <summary>The floor of a room: boards, tiles, chess-board tiles, carpet or stone.</summary>
    public Material Floor(RandomStream random)
    {
        var (light, dark) = Palette.Timbers[(_seed + 1) % Palette.Timbers.Count];
        var cloth = Vector.Mix(_fabricColours[0], new(0.5, 0.47, 0.42), 0.6);
        return _floorKinds[random.Next(_floorKinds.Length)] switch
        {
            0 or 1 => new(new Planks(light, dark, 0.14, 1.4, _seed), 0.25),
            2 => Tiled(_wallColours[1], _wallColours[1] * 0.94, _wallColours[1] * 0.4, 0.45),
            3 => Tiled(new(0.8, 0.79, 0.75), _accents[0] * 0.4, new(0.35, 0.34, 0.33), 0.4),
            _ => new(new Plain(cloth, 0.35, 0.04, _seed)),
        };
    }

    /// <summary>The ceilings.</summary>
    public Material Ceiling() => new(new Plain(new(0.84, 0.84, 0.82), 0.03, 0.8, _seed));

    /// <summary>The cover of a sofa, bed or chair: plain, striped or checked.</summary>
    public Material Fabric(RandomStream random)
    {
        var colour = _fabricColours[random.Next(_fabricColours.Length)];
        var other = Vector.Mix(colour, _accents[random.Next(_accents.Length)], 0.6);
        return new(random.Next(5) switch
        {
            0 => new Stripes(colour, other, 0.12, 0.4, crossed: false),
            1 => new Stripes(colour, other, 0.18, 0.5, crossed: true),
            _ => new Plain(colour, 0.15, 0.03, _seed),
        });
    }

    /// <summary>A strong colour: cushions, vases, books, lamps.</summary>
    public Vector Accent(RandomStream random) => _accents[random.Next(_accents.Length)];

    /// <summary>A glazed or painted thing in a strong colour.</summary>
    public Material Glaze(RandomStream random) => new(new Plain(Accent(random), 0.1, 0.1, _seed), 0.5);

    /// <summary>A row of book spines.</summary>
    public Material Spines(RandomStream random) =>
        new(new Stripes(Accent(random), Accent(random) * 0.6, 0.05, 0.55, crossed: false));

    /// <summary>White linen, or a tint of it.</summary>
    public Material Linen(RandomStream random) =>
        new(new Plain(Vector.Mix(new(0.86, 0.85, 0.82), Accent(random), 0.1), 0.06, 0.05, _seed));

    private Material Tiled(Vector first, Vector second, Vector joint, double pitch) =>
        new(new Tiles(first, second, joint, pitch, pitch, 0.016, 0, 0.1, _seed), 0.4);
}
