using Mas.Engine.Randomness;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Furniture;

/// <summary>A chair with a back: four legs, one column on a round foot, or spindles.</summary>
internal sealed class Chair(BuildingStyle style, Material cover) : Piece
{
    private const double Seat = 0.45;

    /// <summary>A chair with a cover of its own.</summary>
    public Chair(BuildingStyle style, RandomStream random)
        : this(style, style.Finishes.Fabric(random))
    {
    }

    public override double Width => 0.46;

    public override double Depth => 0.48;

    public override double Height => 0.92;

    public override void Build(ObjectBuilder at)
    {
        var chair = at.As(ObjectClass.Chair);
        var half = Width / 2;
        var frame = style.Design == 1 ? style.Finishes.Metal : style.Finishes.Timber;
        chair.Box(-half, 0, Seat - 0.04, half, Depth, Seat, frame);
        chair.Box(-half + 0.02, 0.04, Seat, half - 0.02, Depth - 0.02, Seat + 0.04, cover);
        if (style.Design == 2)
        {
            chair.Column(0, Depth / 2, 0.05, 0.03, 0.03, Seat - 0.09, style.Finishes.Metal);
            chair.Column(0, Depth / 2, 0, 0.22, 0.05, 0.05, style.Finishes.Metal);
        }
        else
        {
            foreach (var x in new[] { -half + 0.025, half - 0.025 })
            {
                chair.Column(x, 0.03, 0, 0.018, 0.022, Seat - 0.04, frame);
                chair.Column(x, Depth - 0.03, 0, 0.018, 0.022, Seat - 0.04, frame);
            }
        }
        AddBack(chair, half, frame);
    }

    private void AddBack(ObjectBuilder chair, double half, Material frame)
    {
        var back = chair.In(chair.Frame.Moved(0, 0.02, Seat).Tilted(0.12));
        if (style.Design == 0)
        {
            for (var i = 0; i < 4; i++)
            {
                back.Column(-half + 0.03 + i * (Width - 0.06) / 3, 0.01, 0, 0.014, 0.014, 0.4, frame);
            }

            back.Box(-half, -0.01, 0.38, half, 0.03, Height - Seat, frame);
        }
        else if (style.Design == 1)
        {
            back.Box(-half + 0.02, 0, 0.1, half - 0.02, 0.04, Height - Seat, cover);
            back.Column(-half + 0.03, 0.02, 0, 0.016, 0.016, 0.12, frame);
            back.Column(half - 0.03, 0.02, 0, 0.016, 0.016, 0.12, frame);
        }
        else
        {
            back.Ball(0, 0.02, 0.26, new(half, 0.05, 0.24), cover);
        }
    }
}
