using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>One colour, mottled a little, as paint, plaster or cloth is.</summary>
internal sealed class Plain(Vector colour, double mottle, double size, int seed) : Texture
{
    public override bool IsEven => mottle == 0;

    public override Vector At(double u, double v) =>
        mottle == 0 ? colour : colour * (1 + mottle * (Noise.Cloud(u / size, v / size, seed) * 2 - 1));
}
