using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>Small things that stand on others: vases, bowls, flowers, books, balls.</summary>
internal static class Ornament
{
    /// <summary>Adds one thing at the origin of the builder's frame.</summary>
    public static void Add(ObjectBuilder at, BuildingStyle style, RandomStream random)
    {
        switch (random.Next(6))
        {
            case 0:
            case 1:
                AddVase(at, style, random);
                break;
            case 2:
                AddBowl(at, style, random);
                break;
            case 3:
                AddBooks(at, style, random);
                break;
            case 4:
                Lamps.AddTableLamp(at, style, random);
                break;
            default:
                at.As(ObjectClass.Plant).Ball(0, 0, 0.2, new(0.11, 0.11, 0.11), style.Finishes.Leaf);
                at.As(ObjectClass.Plant).Column(0, 0, 0, 0.06, 0.08, 0.12, style.Finishes.Glaze(random));
                break;
        }
    }

    private static void AddVase(ObjectBuilder at, BuildingStyle style, RandomStream random)
    {
        var vase = at.As(ObjectClass.Vase);
        var glaze = style.Finishes.Glaze(random);
        var size = 0.8 + 0.5 * random.NextDouble();
        vase.Ball(0, 0, 0.11 * size, new(0.09 * size, 0.09 * size, 0.11 * size), glaze);
        vase.Column(0, 0, 0.17 * size, 0.05 * size, 0.035 * size, 0.1 * size, glaze);
        vase.Ring(0, 0, 0.27 * size, 0.04 * size, 0.012 * size, glaze);
        if (random.Next(2) == 0)
        {
            return;
        }

        var flowers = at.As(ObjectClass.Plant);
        for (var i = 0; i < 3; i++)
        {
            var stem = flowers.In(flowers.Frame.Moved(0, 0, 0.26 * size).Turned(i * 2.1).Tilted(0.35));
            stem.Column(0, 0, 0, 0.008, 0.008, 0.22, style.Finishes.Leaf);
            stem.Ball(0, 0, 0.23, new(0.045, 0.045, 0.035), style.Finishes.Glaze(random) with { Gloss = 0 });
        }
    }

    private static void AddBowl(ObjectBuilder at, BuildingStyle style, RandomStream random)
    {
        var bowl = at.As(ObjectClass.Vase);
        var glaze = style.Finishes.Glaze(random);
        bowl.Column(0, 0, 0, 0.07, 0.16, 0.09, glaze);
        bowl.Ring(0, 0, 0.09, 0.155, 0.015, glaze);
        var fruit = style.Finishes.Glaze(random);
        foreach (var (x, y) in new[] { (0.06, 0.02), (-0.05, 0.05), (0.0, -0.07) })
        {
            bowl.Ball(x, y, 0.11, new(0.05, 0.05, 0.05), fruit);
        }
    }

    private static void AddBooks(ObjectBuilder at, BuildingStyle style, RandomStream random)
    {
        var books = at.As(ObjectClass.Unlabelled);
        for (var i = 0; i < 3; i++)
        {
            var turned = books.Moved(0, 0, i * 0.035, 0.6 * random.NextDouble());
            turned.Box(-0.13, -0.09, 0, 0.13, 0.09, 0.034, style.Finishes.Glaze(random) with { Gloss = 0.1 });
        }
    }
}
