using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>An open shelf with books and ornaments.</summary>
internal sealed class Shelf(BuildingStyle style, RandomStream random) : Piece
{
    private const double Board = 0.03;

    private readonly double _width = 0.8 + 0.7 * random.NextDouble();
    private readonly double _height = style.Design == 2 ? 1.1 : 1.6 + 0.5 * random.NextDouble();

    public override double Width => _width;

    public override double Depth => 0.32;

    public override double Height => _height;

    public override void Build(ObjectBuilder at)
    {
        var shelf = at.As(ObjectClass.Shelf);
        var half = _width / 2;
        var material = style.Design == 1 ? style.Finishes.Joinery : style.Finishes.Timber;
        shelf.Box(-half, 0, 0, -half + Board, Depth, _height, material);
        shelf.Box(half - Board, 0, 0, half, Depth, _height, material);
        shelf.Box(-half + Board, 0, 0.05, half - Board, 0.015, _height, material);
        var levels = (int)(_height / 0.36);
        var pitch = (_height - Board - 0.06) / levels;
        for (var level = 0; level <= levels; level++)
        {
            var z = 0.06 + level * pitch;
            shelf.Box(-half + Board, 0, z - Board, half - Board, Depth, z, material);
            if (level < levels)
            {
                Fill(at, half - Board, z, pitch - Board);
            }
        }
    }

    private void Fill(ObjectBuilder at, double half, double z, double room)
    {
        var books = at.As(ObjectClass.Unlabelled);
        for (var x = -half + 0.02; x < half - 0.12;)
        {
            var pick = random.NextDouble();
            if (pick < 0.12)
            {
                var vase = at.As(ObjectClass.Vase);
                vase.Ball(x + 0.08, 0.17, z + 0.08, new(0.07, 0.07, 0.08), style.Finishes.Glaze(random));
                x += 0.18;
            }
            else if (pick < 0.75 * style.Clutter + 0.2)
            {
                // A run of books of one edition keeps the number of parts low.
                var run = Math.Min(0.06 + 0.16 * random.NextDouble(), half - 0.02 - x);
                var tall = room * (0.6 + 0.3 * random.NextDouble());
                books.Box(x, 0.04, z, x + run, 0.2 + 0.06 * random.NextDouble(), z + tall,
                    style.Finishes.Spines(random));
                x += run + 0.004;
            }
            else
            {
                x += 0.15;
            }
        }
    }
}
