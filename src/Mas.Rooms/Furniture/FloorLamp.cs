using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>A lamp that stands on the floor.</summary>
internal sealed class FloorLamp(BuildingStyle style, RandomStream random) : Piece
{
    public override double Width => 0.4;

    public override double Depth => 0.4;

    public override double Height => 1.6;

    public override void Build(ObjectBuilder at)
    {
        var lamp = at.As(ObjectClass.Lamp);
        lamp.Column(0, 0.2, 0, 0.15, 0.13, 0.03, style.Finishes.Metal);
        lamp.Column(0, 0.2, 0.03, 0.014, 0.014, 1.3, style.Finishes.Metal);
        if (style.Design == 1)
        {
            lamp.Ball(0, 0.2, 1.45, new(0.17, 0.17, 0.17), Lamps.Shade(style, random));
        }
        else
        {
            lamp.Column(0, 0.2, 1.28, 0.2, 0.13, 0.3, Lamps.Shade(style, random));
        }
    }
}
