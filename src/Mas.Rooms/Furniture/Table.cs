using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>A dining table, desk or coffee table, rectangular or round, with things on it.</summary>
/// <param name="width">Extent along x, metres.</param>
/// <param name="depth">Extent along y, metres.</param>
/// <param name="height">Height of the top, metres.</param>
/// <param name="round">Whether it is a disc on one foot; its diameter is then the depth.</param>
/// <param name="style">The building's taste.</param>
/// <param name="random">Picks what stands on it.</param>
internal sealed class Table(
    double width, double depth, double height, bool round, BuildingStyle style, RandomStream random) : Piece
{
    public override double Width => round ? depth : width;

    public override double Depth => depth;

    public override double Height => height + 0.35;

    public override void Build(ObjectBuilder at)
    {
        var table = at.As(ObjectClass.Table);
        var timber = style.Finishes.Timber;
        if (round)
        {
            table.Column(0, depth / 2, height - 0.035, depth / 2, depth / 2, 0.035, timber);
            table.Column(0, depth / 2, 0.03, 0.07, 0.05, height - 0.06, style.Finishes.Metal);
            table.Column(0, depth / 2, 0, depth * 0.27, depth * 0.24, 0.03, style.Finishes.Metal);
        }
        else
        {
            AddFourLegged(table);
        }
        var things = 1 + random.Next(1 + (int)(3 * style.Clutter));
        for (var i = 0; i < things; i++)
        {
            var x = Width * 0.7 * ((i + random.NextDouble()) / things - 0.5);
            Ornament.Add(at.Moved(x, depth * (0.3 + 0.4 * random.NextDouble()), height), style, random);
        }
    }

    private void AddFourLegged(ObjectBuilder table)
    {
        var half = width / 2;
        var timber = style.Finishes.Timber;
        table.Box(-half, 0, height - 0.04, half, depth, height, timber);
        table.Box(-half + 0.05, 0.05, height - 0.12, half - 0.05, depth - 0.05, height - 0.04, timber);
        foreach (var x in new[] { -half + 0.06, half - 0.06 })
        {
            foreach (var y in new[] { 0.06, depth - 0.06 })
            {
                if (style.Design == 1)
                {
                    table.Column(x, y, 0, 0.022, 0.035, height - 0.04, style.Finishes.Metal);
                }
                else
                {
                    table.Box(x - 0.035, y - 0.035, 0, x + 0.035, y + 0.035, height - 0.04, timber);
                }
            }
        }
    }
}
