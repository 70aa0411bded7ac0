using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>Timber with its grain along U.</summary>
internal sealed class Wood(Vector light, Vector dark, int seed) : Texture
{
    public override Vector At(double u, double v)
    {
        var bend = Noise.Smooth(u * 1.3, v * 5, seed) * 3;
        var ring = v * 28 + bend;
        ring -= Math.Floor(ring);
        var grain = ring < 0.7 ? ring / 0.7 : (1 - ring) / 0.3;
        var fibre = Noise.Smooth(u * 6, v * 120, seed + 7);
        return Vector.Mix(light, dark, 0.65 * grain * grain + 0.35 * fibre);
    }
}
