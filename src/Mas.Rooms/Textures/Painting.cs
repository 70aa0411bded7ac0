using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>A picture centred on the origin of U and V: a landscape, an abstract of blocks, or discs.</summary>
/// <param name="colours">Three colours of the picture.</param>
/// <param name="halfWidth">Half its width, metres.</param>
/// <param name="halfHeight">Half its height, metres.</param>
/// <param name="kind">0 landscape, 1 blocks, 2 discs.</param>
/// <param name="seed">Picks the composition.</param>
internal sealed class Painting(
    (Vector First, Vector Second, Vector Third) colours, double halfWidth, double halfHeight, int kind, int seed)
    : Texture
{
    public override Vector At(double u, double v)
    {
        var (x, y) = (u / halfWidth, v / halfHeight);
        return kind switch
        {
            0 => Landscape(x, y),
            1 => Blocks(x, y),
            _ => Discs(x, y),
        };
    }

    private Vector Landscape(double x, double y)
    {
        var (sunX, sunY) = (Noise.Cell(0, 1, seed) - 0.5, 0.25 + 0.4 * Noise.Cell(0, 2, seed));
        var near = -0.65 + 0.5 * Noise.Smooth(x * 1.5, 0, seed + 5);
        var far = -0.3 + 0.7 * Noise.Smooth(x * 2.5, 0, seed + 6);
        if (y < near)
        {
            return colours.Second * 0.35;
        }

        if (y < far)
        {
            return colours.Second * 0.8;
        }

        var (dx, dy) = (x - sunX, y - sunY);
        return dx * dx + dy * dy < 0.04 ? new(0.95, 0.85, 0.55) : Vector.Mix(colours.First, colours.Third, (y + 1) / 2);
    }

    private Vector Blocks(double x, double y)
    {
        var column = Noise.Floor((x + 1) * (1 + Noise.Cell(1, 0, seed)));
        var row = Noise.Floor((y + 1) * (1 + 1.5 * Noise.Cell(2, column, seed)));
        var pick = Noise.Cell(column, row, seed + 9);
        return pick < 0.3 ? colours.First : pick < 0.55 ? colours.Second : pick < 0.75 ? colours.Third
            : new(0.85, 0.83, 0.76);
    }

    private Vector Discs(double x, double y)
    {
        var colour = new Vector(0.8, 0.78, 0.7);
        for (var i = 0; i < 5; i++)
        {
            var (dx, dy) = (x - 1.6 * (Noise.Cell(i, 0, seed) - 0.5), y - 1.6 * (Noise.Cell(i, 1, seed) - 0.5));
            var radius = 0.15 + 0.45 * Noise.Cell(i, 2, seed);
            if (dx * dx + dy * dy < radius * radius)
            {
                colour = (i % 3) switch { 0 => colours.First, 1 => colours.Second, _ => colours.Third };
            }
        }
        return colour;
    }
}
