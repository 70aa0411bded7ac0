using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>A rug centred on the origin: borders of other colours around a patterned field.</summary>
/// <param name="colours">Field, figure and border colour.</param>
/// <param name="halfWidth">Half its extent along U, metres.</param>
/// <param name="halfDepth">Half its extent along V, metres.</param>
/// <param name="pattern">0 plain with borders, 1 diamonds, 2 stripes, 3 rings.</param>
/// <param name="seed">Picks the pile's mottling.</param>
internal sealed class Carpet(
    (Vector Field, Vector Figure, Vector Border) colours, double halfWidth, double halfDepth, int pattern, int seed)
    : Texture
{
    public override Vector At(double u, double v)
    {
        var inset = Math.Min(halfWidth - Math.Abs(u), halfDepth - Math.Abs(v));
        var pile = 0.85 + 0.3 * Noise.Smooth(u * 30, v * 30, seed);
        if (inset < 0.1 || inset is > 0.18 and < 0.22)
        {
            return colours.Border * pile;
        }

        return (Figure(u, v) ? colours.Figure : colours.Field) * pile;
    }

    private bool Figure(double u, double v)
    {
        switch (pattern)
        {
            case 1:
                var diamond = (Math.Abs(Fold(u, 0.5)) + Math.Abs(Fold(v, 0.5))) * 2;
                return diamond is < 0.22 or (> 0.34 and < 0.5);
            case 2:
                return Math.Abs(Fold(v, 0.36)) < 0.09;
            case 3:
                var radius = Math.Sqrt(u * u + v * v);
                return Math.Abs(Fold(radius, 0.4)) < 0.08;
            default:
                return false;
        }
    }

    private static double Fold(double x, double period) => x - period * Math.Round(x / period);
}
