using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>A wall: a skirting board, then perhaps a panel of another finish, then the wall itself.</summary>
/// <param name="wall">The finish of the wall.</param>
/// <param name="panel">The finish below <paramref name="panelHeight"/>.</param>
/// <param name="panelHeight">Top of the panel, metres above the floor; 0 for none.</param>
/// <param name="board">Colour of the skirting board and of the rail on the panel.</param>
internal sealed class Skirted(Texture wall, Texture panel, double panelHeight, Vector board) : Texture
{
    private const double BoardHeight = 0.1;
    private const double Rail = 0.05;

    public override Vector At(double u, double v)
    {
        if (v < BoardHeight || Math.Abs(v - panelHeight) < Rail * 0.5)
        {
            return board;
        }

        return v < panelHeight ? panel.At(u, v) : wall.At(u, v);
    }
}
