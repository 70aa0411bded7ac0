using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;
using Mas.Rooms.Textures;

namespace Mas.Rooms.Scenes;

/// <summary>What stands before any furniture: floors, ceilings and walls with their doors and windows.</summary>
internal static class Shell
{
    /// <summary>From the middle of a wall to its face, metres.</summary>
    public const double HalfWall = 0.07;

    /// <summary>Builds one room's floor, ceiling and its side of the walls.</summary>
    public static void AddRoom(
        List<Part> parts, Rectangle room, FloorPlan plan, BuildingStyle style, RandomStream random)
    {
        var floor = new ObjectBuilder(parts, Frame.World, ObjectClass.Floor);
        floor.Box(room.Left, room.Near, -0.2, room.Right, room.Far, 0, style.Finishes.Floor(random));
        var top = style.CeilingHeight;
        floor.As(ObjectClass.Ceiling).Box(
            room.Left, room.Near, top, room.Right, room.Far, top + 0.2, style.Finishes.Ceiling());

        var wall = floor.As(ObjectClass.Wall);
        var finish = style.Finishes.Wall(random);
        foreach (var (alongX, line, inward) in new[]
        {
            (true, room.Near, 1), (true, room.Far, -1), (false, room.Left, 1), (false, room.Right, -1),
        })
        {
            var (from, to) = alongX ? (room.Left, room.Right) : (room.Near, room.Far);
            var openings = plan.Openings
                .Where(o => o.AlongX == alongX && o.Line == line && o.From >= from && o.To <= to)
                .OrderBy(o => o.From);
            var start = from;
            foreach (var opening in openings)
            {
                Piece(start, opening.From, 0, top);
                Piece(opening.From, opening.To, 0, opening.Bottom);
                Piece(opening.From, opening.To, opening.Top, top);
                start = opening.To;
            }
            Piece(start, to, 0, top);

            void Piece(double begin, double end, double low, double high)
            {
                if (end - begin < 1e-9 || high - low < 1e-9)
                {
                    return;
                }

                var face = line + inward * HalfWall;
                var back = IsOutside(alongX, line, style) ? line - inward * HalfWall : line;
                var (a, b) = (Math.Min(face, back), Math.Max(face, back));
                if (alongX)
                {
                    wall.Box(begin, a, low, end, b, high, finish);
                }
                else
                {
                    wall.Box(a, begin, low, b, end, high, finish);
                }
            }
        }
    }

    /// <summary>Builds the frame and leaf of a doorway, or the frame, bars and curtains of a window.</summary>
    public static void AddOpening(List<Part> parts, Opening opening, BuildingStyle style, RandomStream random)
    {
        // In the opening's frame x runs along the wall, y through it, and the origin is its lower left corner.
        var origin = opening.AlongX
            ? new Vector(opening.From, opening.Line, opening.Bottom)
            : new Vector(opening.Line, opening.From, opening.Bottom);
        var frame = opening.AlongX ? Frame.World : new(origin, new(0, 1, 0), new(-1, 0, 0), new(0, 0, 1));
        var kind = opening.IsWindow ? ObjectClass.Window : ObjectClass.Door;
        var at = new ObjectBuilder(parts, frame with { Origin = origin }, kind);
        var (width, height) = (opening.To - opening.From, opening.Top - opening.Bottom);
        AddFrame(at, width, height, opening.IsWindow, style.Finishes.Joinery);
        if (opening.IsWindow)
        {
            AddPanes(at, opening, width, height, style, random);
        }
        else
        {
            AddLeaf(at, width, height, style.Finishes, random);
        }
    }

    private static bool IsOutside(bool alongX, double line, BuildingStyle style) =>
        line == 0 || line == (alongX ? style.Depth : style.Width);

    private static void AddFrame(ObjectBuilder at, double width, double height, bool sill, Material material)
    {
        const double Jamb = 0.07;
        const double Proud = HalfWall + 0.02;
        at.Box(-Jamb, -Proud, sill ? -Jamb : 0, 0.02, Proud, height + Jamb, material);
        at.Box(width - 0.02, -Proud, sill ? -Jamb : 0, width + Jamb, Proud, height + Jamb, material);
        at.Box(0.02, -Proud, height - 0.02, width - 0.02, Proud, height + Jamb, material);
        if (sill)
        {
            at.Box(-Jamb, -Proud - 0.06, -Jamb, width + Jamb, Proud + 0.06, 0.02, material);
        }
    }

    private static void AddPanes(
        ObjectBuilder at, Opening opening, double width, double height, BuildingStyle style, RandomStream random)
    {
        var bar = style.Finishes.Joinery;
        var columns = width > 1.3 ? 3 : 2;
        for (var i = 1; i < columns; i++)
        {
            at.Box(width * i / columns - 0.025, -0.02, 0, width * i / columns + 0.025, 0.02, height, bar);
        }

        if (style.Design != 1)
        {
            at.Box(0, -0.02, height * 0.6 - 0.02, width, 0.02, height * 0.6 + 0.02, bar);
        }

        if (!style.Curtains)
        {
            return;
        }

        var cloth = style.Finishes.Fabric(random);
        var drop = style.SillHeight < 0.5 ? opening.Bottom - 0.03 : 0.25;
        var side = (opening.Line == 0) == opening.AlongX ? 1 : -1;
        var y = side * (HalfWall + 0.1);
        for (var fold = 0; fold < 4; fold++)
        {
            at.Column(-0.3 + fold * 0.1, y, -drop, 0.055, 0.055, height + drop + 0.12, cloth);
            at.Column(width + 0.3 - fold * 0.1, y, -drop, 0.055, 0.055, height + drop + 0.12, cloth);
        }
        at.Box(-0.42, y - 0.02, height + 0.12, width + 0.42, y + 0.02, height + 0.15, style.Finishes.Metal);
    }

    private static void AddLeaf(ObjectBuilder at, double width, double height, Finishes finishes, RandomStream random)
    {
        var closed = random.NextDouble() < 0.3;
        var swing = closed ? 0 : 0.9 + 0.7 * random.NextDouble();
        var side = random.Next(2) == 0 ? 1 : -1;
        var leaf = at.Moved(0.02, closed ? -0.02 : side * HalfWall, 0, side * swing);
        var reach = width - 0.05;
        leaf.Box(0.02, 0, 0.01, reach, 0.04, height - 0.03, finishes.DoorMaterial);
        foreach (var (low, high) in new[] { (0.15, 0.85), (1.05, height - 0.2) })
        {
            leaf.Box(0.15, -0.012, low, reach - 0.13, 0.052, high, finishes.DoorMaterial);
        }

        leaf.Ball(reach - 0.06, -0.05, 0.98, new(0.03, 0.03, 0.03), finishes.Metal);
        leaf.Ball(reach - 0.06, 0.09, 0.98, new(0.03, 0.03, 0.03), finishes.Metal);
    }
}
