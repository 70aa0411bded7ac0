using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Furniture;

/// <summary>A single or double bed with blanket and pillows, its head at the back.</summary>
internal sealed class Bed(BuildingStyle style, RandomStream random) : Piece
{
    private readonly bool _isDouble = random.NextDouble() < 0.65;
    private readonly Material _blanket = style.Finishes.Fabric(random);
    private readonly Material _linen = style.Finishes.Linen(random);

    public override double Width => _isDouble ? 1.6 : 1.0;

    public override double Depth => 2.1;

    public override double Height => 1.05;

    public override void Build(ObjectBuilder at)
    {
        var bed = at.As(ObjectClass.Bed);
        var half = Width / 2;
        var timber = style.Finishes.Timber;
        bed.Box(-half, 0, 0, half, 0.06, Height, timber);
        bed.Box(-half, 0.06, 0.12, half, Depth, 0.3, timber);
        foreach (var x in new[] { -half + 0.05, half - 0.05 })
        {
            bed.Column(x, Depth - 0.06, 0, 0.035, 0.035, 0.12, timber);
            if (style.Design == 2)
            {
                bed.Ball(x, 0.03, Height + 0.04, new(0.06, 0.06, 0.06), timber);
            }
        }
        bed.Box(-half + 0.03, 0.06, 0.3, half - 0.03, Depth - 0.03, 0.48, _linen);
        bed.Box(-half + 0.01, 0.62, 0.34, half - 0.01, Depth - 0.01, 0.53, _blanket);
        // The turned-down edge of the blanket is a roll across the bed.
        var across = bed.In(bed.Frame.Moved(-half + 0.02, 0.62, 0.51).Turned(-Math.PI / 2).Tilted(Math.PI / 2));
        across.Column(0, 0, -(Width - 0.04), 0.06, 0.06, Width - 0.04, _linen);
        if (style.Design == 1)
        {
            bed.Box(-half, Depth, 0, half, Depth + 0.04, 0.62, timber);
        }

        var cushion = at.As(ObjectClass.Cushion);
        var pillows = _isDouble ? 2 : 1;
        for (var i = 0; i < pillows; i++)
        {
            var x = (i + 0.5) * Width / pillows - half;
            var leaning = cushion.In(cushion.Frame.Moved(x, 0.3, 0.56).Tilted(-0.25));
            leaning.Ball(0, 0, 0, new(0.34, 0.24, 0.1), _linen);
        }
        if (random.NextDouble() < style.Clutter)
        {
            var x = 0.2 - 0.4 * random.NextDouble();
            cushion.Ball(x, 0.5, 0.63, new(0.2, 0.12, 0.17), style.Finishes.Glaze(random));
        }
    }
}
