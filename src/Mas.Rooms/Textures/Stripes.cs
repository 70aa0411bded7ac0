using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>Upright stripes of two colours; crossed with level ones they make checks.</summary>
/// <param name="ground">The colour between the stripes.</param>
/// <param name="stripe">The colour of the stripes.</param>
/// <param name="pitch">From one stripe to the next, metres.</param>
/// <param name="share">Width of a stripe as a share of the pitch.</param>
/// <param name="crossed">Whether level stripes cross the upright ones.</param>
internal sealed class Stripes(Vector ground, Vector stripe, double pitch, double share, bool crossed) : Texture
{
    public override Vector At(double u, double v)
    {
        var count = (Within(u) ? 1 : 0) + (crossed && Within(v) ? 1 : 0);
        return Vector.Mix(ground, stripe, crossed ? count * 0.5 : count);
    }

    private bool Within(double x) => x / pitch - Math.Floor(x / pitch) < share;
}
