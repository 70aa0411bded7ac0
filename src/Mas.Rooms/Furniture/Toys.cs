using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>Things that lie about and have no class: a ball, blocks, a basket.</summary>
internal sealed class Toys(BuildingStyle style, RandomStream random) : Piece
{
    public override double Width => 0.4;

    public override double Depth => 0.4;

    public override double Height => 0.4;

    public override void Build(ObjectBuilder at)
    {
        var toys = at.As(ObjectClass.Unlabelled);
        switch (random.Next(3))
        {
            case 0:
                var radius = 0.1 + 0.08 * random.NextDouble();
                toys.Ball(0, 0.2, radius, new(radius, radius, radius), style.Finishes.Glaze(random));
                break;
            case 1:
                for (var i = 0; i < 3; i++)
                {
                    var block = toys.Moved(-0.12 + 0.12 * i, 0.2, 0, random.NextDouble());
                    block.Box(-0.05, -0.05, 0, 0.05, 0.05, 0.1, style.Finishes.Glaze(random));
                }
                break;
            default:
                toys.Column(0, 0.2, 0, 0.14, 0.18, 0.28, style.Finishes.Timber);
                toys.Ring(0, 0.2, 0.28, 0.18, 0.02, style.Finishes.Timber);
                break;
        }
    }
}
