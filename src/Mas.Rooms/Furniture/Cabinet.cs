using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>A closed piece with doors or drawers: bedside table, sideboard or wardrobe, by its size.</summary>
internal sealed class Cabinet(double width, double depth, double height, BuildingStyle style, RandomStream random)
    : Piece
{
    private const double Low = 1.2;

    public override double Width => width;

    public override double Depth => depth;

    public override double Height => height < Low ? height + 0.35 : height;

    public override void Build(ObjectBuilder at)
    {
        var cabinet = at.As(ObjectClass.Cabinet);
        var half = width / 2;
        var body = style.Design == 2 ? style.Finishes.Joinery : style.Finishes.Timber;
        cabinet.Box(-half, 0, 0.06, half, depth - 0.02, height, body);
        cabinet.Box(-half + 0.03, 0.02, 0, half - 0.03, depth - 0.06, 0.06, style.Finishes.Metal);
        var columns = Math.Max(1, (int)(width / 0.5));
        var rows = height < Low ? Math.Max(1, (int)(height / 0.28)) : 1;
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var (x0, x1) = (-half + width * column / columns, -half + width * (column + 1) / columns);
                var (z0, z1) = (0.06 + (height - 0.06) * row / rows, 0.06 + (height - 0.06) * (row + 1) / rows);
                cabinet.Box(x0 + 0.012, depth - 0.02, z0 + 0.012, x1 - 0.012, depth, z1 - 0.012, body);
                var knob = rows == 1 ? (column % 2 == 0 ? x1 - 0.06 : x0 + 0.06) : (x0 + x1) / 2;
                cabinet.Ball(knob, depth + 0.015, (z0 + z1) / 2, new(0.022, 0.022, 0.022), style.Finishes.Metal);
            }
        }
        if (height >= Low)
        {
            return;
        }

        var things = width < 0.7 ? 1 : 1 + random.Next(1 + (int)(3 * style.Clutter));
        for (var i = 0; i < things; i++)
        {
            Ornament.Add(at.Moved(width * 0.75 * ((i + 0.5) / things - 0.5), depth / 2, height), style, random);
        }
    }
}
