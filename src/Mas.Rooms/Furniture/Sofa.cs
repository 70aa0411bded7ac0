using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Furniture;

/// <summary>A sofa of one to three seats with cushions.</summary>
internal sealed class Sofa(int seats, BuildingStyle style, RandomStream random) : Piece
{
    private const double Arm = 0.18;

    private readonly double _seat = 0.62 + 0.1 * random.NextDouble();
    private readonly Material _cover = style.Finishes.Fabric(random);

    public override double Width => seats * _seat + 2 * Arm;

    public override double Depth => 0.9;

    public override double Height => 0.85;

    public override void Build(ObjectBuilder at)
    {
        var sofa = at.As(ObjectClass.Sofa);
        var half = Width / 2;
        sofa.Box(-half, 0, 0.1, half, Depth, 0.3, _cover);
        sofa.Box(-half + Arm, 0, 0.3, half - Arm, 0.22, 0.8, _cover);
        foreach (var x in new[] { -half + 0.06, half - 0.06 })
        {
            sofa.Column(x, 0.06, 0, 0.025, 0.03, 0.1, style.Finishes.Metal);
            sofa.Column(x, Depth - 0.06, 0, 0.025, 0.03, 0.1, style.Finishes.Metal);
        }
        AddArms(sofa, half);
        for (var i = 0; i < seats; i++)
        {
            var x = -half + Arm + i * _seat;
            sofa.Box(x + 0.01, 0.22, 0.3, x + _seat - 0.01, Depth - 0.02, 0.43, _cover);
            if (style.Design == 1)
            {
                sofa.Ball(x + _seat / 2, 0.26, 0.6, new(_seat * 0.48, 0.12, 0.2), _cover);
            }
        }
        AddCushions(at.As(ObjectClass.Cushion), half);
    }

    private void AddArms(ObjectBuilder sofa, double half)
    {
        foreach (var x in new[] { -half, half - Arm })
        {
            sofa.Box(x, 0, 0.3, x + Arm, Depth, 0.58, _cover);
            if (style.Design == 0)
            {
                continue;
            }
            // A roll along the arm: a column lying on its side.
            var roll = sofa.In(sofa.Frame.Moved(x + Arm / 2, Depth, 0.6).Tilted(Math.PI / 2));
            roll.Column(0, 0, 0, Arm * 0.6, Arm * 0.6, Depth, _cover);
        }
    }

    private void AddCushions(ObjectBuilder cushion, double half)
    {
        var count = (int)(random.NextDouble() * (seats + 1) * (0.5 + style.Clutter));
        for (var i = 0; i < count; i++)
        {
            var x = -half + Arm + 0.2 + (Width - 2 * Arm - 0.4) * random.NextDouble();
            var leaning = cushion.In(cushion.Frame.Moved(x, 0.36, 0.62).Turned(0.5 * (random.NextDouble() - 0.5))
                .Tilted(-0.3));
            leaning.Ball(0, 0, 0, new(0.22, 0.09, 0.2), style.Finishes.Glaze(random) with { Gloss = 0 });
        }
    }
}
