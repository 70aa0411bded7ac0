using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>A floor of boards along U, each of its own tone, with dark joints.</summary>
internal sealed class Planks(Vector light, Vector dark, double width, double length, int seed) : Texture
{
    private const double Joint = 0.006;

    private readonly Wood _wood = new(light, dark, seed);

    public override Vector At(double u, double v)
    {
        var row = Noise.Floor(v / width);
        var along = u + Noise.Cell(row, 0, seed) * length;
        var board = Noise.Floor(along / length);
        var tone = 0.72 + 0.5 * Noise.Cell(board, row, seed + 3);
        var atJoint = v - row * width < Joint * 2 || along - board * length < Joint;
        var colour = _wood.At(u + 3.1 * board, v + 0.37 * row) * tone;
        return atJoint ? colour * 0.35 : colour;
    }
}
