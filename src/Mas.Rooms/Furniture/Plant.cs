using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Furniture;

/// <summary>A plant in a pot: broad leaves, a clipped ball, or a column of a cactus.</summary>
internal sealed class Plant(BuildingStyle style, RandomStream random) : Piece
{
    private readonly double _size = 0.8 + 0.5 * random.NextDouble();

    public override double Width => 0.6;

    public override double Depth => 0.6;

    public override double Height => 1.2 * _size;

    public override void Build(ObjectBuilder at)
    {
        var plant = at.As(ObjectClass.Plant);
        plant.Column(0, 0.3, 0, 0.13, 0.18, 0.3, style.Finishes.Glaze(random));
        plant.Ring(0, 0.3, 0.3, 0.175, 0.02, style.Finishes.Glaze(random));
        var kind = random.Next(3);
        if (kind == 0)
        {
            AddLeaves(plant);
        }
        else if (kind == 1)
        {
            AddBalls(plant);
        }
        else
        {
            AddCactus(plant);
        }
    }

    private void AddLeaves(ObjectBuilder plant)
    {
        for (var i = 0; i < 11; i++)
        {
            var frame = plant.Frame.Moved(0, 0.3, 0.28 + 0.25 * random.NextDouble())
                .Turned(i * 2.4).Tilted(-0.25 - 0.75 * random.NextDouble());
            var length = _size * (0.22 + 0.14 * random.NextDouble());
            plant.In(frame).Ball(0, 0, length, new(0.07, 0.016, length), style.Finishes.Leaf);
        }
    }

    private void AddBalls(ObjectBuilder plant)
    {
        plant.Column(0, 0.3, 0.28, 0.025, 0.02, 0.5 * _size, style.Finishes.Timber);
        plant.Ball(0, 0.3, 0.3 + 0.5 * _size, new(0.24 * _size, 0.24 * _size, 0.24 * _size), style.Finishes.Leaf);
        plant.Ball(0, 0.3, 0.3 + 0.85 * _size, new(0.16 * _size, 0.16 * _size, 0.14 * _size), style.Finishes.Leaf);
    }

    private void AddCactus(ObjectBuilder plant)
    {
        var height = 0.6 * _size;
        plant.Column(0, 0.3, 0.28, 0.09, 0.09, height, style.Finishes.Leaf);
        plant.Ball(0, 0.3, 0.28 + height, new(0.09, 0.09, 0.09), style.Finishes.Leaf);
        plant.Ball(0.13, 0.3, 0.28 + 0.6 * height, new(0.06, 0.06, 0.18), style.Finishes.Leaf);
        plant.Ball(-0.13, 0.3, 0.28 + 0.75 * height, new(0.055, 0.055, 0.14), style.Finishes.Leaf);
    }
}
