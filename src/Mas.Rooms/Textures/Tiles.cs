using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>Tiles or bricks with joints; two colours that alternate like a chess board, or one.</summary>
/// <param name="first">Colour of every other tile.</param>
/// <param name="second">Colour of the rest.</param>
/// <param name="joint">Colour of the joints.</param>
/// <param name="width">Pitch along U, metres.</param>
/// <param name="height">Pitch along V, metres.</param>
/// <param name="gap">Width of the joints, metres.</param>
/// <param name="shift">How far odd rows are moved, as a share of the pitch: 0.5 for bricks.</param>
/// <param name="variety">How much tiles differ in brightness, 0..1.</param>
/// <param name="seed">Picks the brightness of each tile.</param>
internal sealed class Tiles(
    Vector first, Vector second, Vector joint,
    double width, double height, double gap, double shift, double variety, int seed) : Texture
{
    public override Vector At(double u, double v)
    {
        var row = Noise.Floor(v / height);
        var along = u + (row & 1) * shift * width;
        var column = Noise.Floor(along / width);
        if (v - row * height < gap || along - column * width < gap)
        {
            return joint;
        }

        var tone = 1 + variety * (Noise.Cell(column, row, seed) - 0.5) + 0.12 * (Noise.Cloud(u * 9, v * 9, seed) - 0.5);
        return (((column + row) & 1) == 0 ? first : second) * tone;
    }
}
