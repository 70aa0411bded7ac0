using Mas.Engine.Randomness;
using Mas.Learning.Rooms.Furniture;
using Mas.Learning.Rooms.Geometry;
using Mas.Learning.Rooms.Parts;
using Mas.Learning.Rooms.Styles;

namespace Mas.Learning.Rooms.Scenes;

/// <summary>
/// Furnishes a room: places pieces along walls and in the middle so that none stands in another or in a door's way.
/// </summary>
internal sealed class Furnisher
{
    private const int Attempts = 24;

    private readonly List<Part> parts;
    private readonly BuildingStyle style;
    private readonly RandomStream random;
    private readonly Rectangle floor;
    private readonly List<Opening> windows;
    private readonly List<Rectangle> kept = [];
    private readonly List<Rectangle> taken = [];
    private readonly List<Rectangle> tall = [];
    private readonly List<Vector> sights = [];
    private readonly List<Light> lights = [];

    public Furnisher(List<Part> parts, Rectangle room, FloorPlan plan, BuildingStyle style, RandomStream random)
    {
        (this.parts, this.style, this.random) = (parts, style, random);
        floor = room.Grown(-Shell.HalfWall);
        var near = plan.Openings.Where(o => o.Clearance(0.05).Overlaps(room)).ToList();
        windows = near.FindAll(o => o.IsWindow);
        foreach (var opening in near)
        {
            if (!opening.IsWindow)
                kept.Add(opening.Clearance(0.95).Grown(0.05));
            else if (style.Curtains)
                kept.Add(opening.Clearance(0.25).Grown(0.02));
        }
    }

    /// <summary>Fills the room according to its use.</summary>
    public Room Furnish(RoomKind kind)
    {
        AddLights();
        switch (kind)
        {
            case RoomKind.Living:
                FurnishLiving();
                break;
            case RoomKind.Bedroom:
                FurnishBedroom();
                break;
            case RoomKind.Dining:
                FurnishDining();
                break;
            default:
                FurnishStudy();
                break;
        }
        if (Likely(0.9))
            AlongWall(new Plant(style, random));
        if (Likely(0.5))
            AlongWall(new Plant(style, random));
        if (Likely(0.6))
            AlongWall(new Toys(style, random));
        HangPictures();
        return new(floor, taken, sights, lights);
    }

    private void FurnishLiving()
    {
        var sofa = new Sofa(floor.Area > 14 ? 3 : 2, style, random);
        if (AlongWall(sofa) is { } place)
        {
            var table = new Table(0.9 + 0.3 * random.NextDouble(), 0.55, 0.42, style.Design == 2, style, random);
            Rug.Add(Builder(place.Moved(0, sofa.Depth + 0.7, 0)), 2.2, 1.5, style, random);
            At(table, place.Moved(0, sofa.Depth + 0.4, 0));
        }
        if (Likely(0.9))
            AlongWall(new Sofa(1, style, random));
        AlongWall(new Shelf(style, random));
        AlongWall(new Cabinet(1.3, 0.42, 0.5, style, random));
        AddFloorLamp();
    }

    private void FurnishBedroom()
    {
        var bed = new Bed(style, random);
        if (AlongWall(bed) is { } place)
        {
            foreach (var side in new[] { -1, 1 })
                At(new Cabinet(0.45, 0.4, 0.5, style, random), place.Moved(side * (bed.Width / 2 + 0.27), 0, 0));
            Rug.Add(Builder(place.Moved(0, bed.Depth - 0.2, 0)), bed.Width + 0.9, 1.5, style, random);
        }
        AlongWall(new Cabinet(1.0 + 0.6 * random.NextDouble(), 0.58, 1.9, style, random));
        if (Likely(0.7))
            AlongWall(new Chair(style, random));
        if (Likely(0.6))
            AlongWall(new Cabinet(0.9, 0.45, 0.8, style, random));
        AddFloorLamp();
    }

    private void FurnishDining()
    {
        var round = style.Design == 2;
        var table = new Table(1.4 + 0.4 * random.NextDouble(), round ? 1.15 : 0.85, 0.74, round, style, random);
        var (x, y) = ((floor.Left + floor.Right) / 2, (floor.Near + floor.Far) / 2);
        var turned = floor.Depth > floor.Width ? Math.PI / 2 : 0;
        var middle = Frame.Upright(new(x, y, 0), turned);
        if (Likely(0.6))
            Rug.Add(Builder(middle), 2.4, 1.8, style, random);
        var place = middle.Moved(0, -table.Depth / 2, 0);
        if (At(table, place))
        {
            var chair = new Chair(style, random);
            var reach = table.Depth / 2 + 0.3 + 0.12 * random.NextDouble();
            foreach (var side in new[] { 1, -1 })
            {
                foreach (var along in round ? new[] { 0.0 } : [-0.24 * table.Width, 0.24 * table.Width])
                {
                    var turn = 0.3 * (random.NextDouble() - 0.5);
                    var seat = middle.Moved(along, -side * reach, 0).Turned(side > 0 ? turn : Math.PI + turn);
                    Place(chair, seat.Moved(0, -chair.Depth / 2, 0));
                }
            }
        }
        AlongWall(new Cabinet(1.5, 0.45, 0.85, style, random));
        AlongWall(new Shelf(style, random));
        if (Likely(0.5))
            AlongWall(new Cabinet(0.9, 0.5, 1.8, style, random));
    }

    private void FurnishStudy()
    {
        var desk = new Table(1.3, 0.65, 0.74, false, style, random);
        var chair = new Chair(style, random);
        if (AlongWall(desk) is { } place)
        {
            var seat = place.Moved(0, desk.Depth + 0.3, 0).Turned(Math.PI + 0.5 * (random.NextDouble() - 0.5));
            Place(chair, seat.Moved(0, -chair.Depth / 2, 0));
        }
        AlongWall(new Shelf(style, random));
        AlongWall(new Shelf(style, random));
        if (Likely(0.8))
            AlongWall(new Sofa(2, style, random));
        Rug.Add(Builder(Frame.Upright(
            new((floor.Left + floor.Right) / 2, (floor.Near + floor.Far) / 2, 0), 0)), 1.9, 1.4, style, random);
        AddFloorLamp();
    }

    private void AddLights()
    {
        var (x, y) = ((floor.Left + floor.Right) / 2, (floor.Near + floor.Far) / 2);
        var ceiling = Frame.Upright(new(x, y, style.CeilingHeight), random.NextDouble() * 3);
        Lamps.AddHanging(Builder(ceiling), style, random);
        lights.Add(new(new(x, y, style.CeilingHeight - Lamps.Drop), style.LampColour * (0.6 + 0.05 * floor.Area)));
        foreach (var window in windows.Take(2))
        {
            var (inX, inY) = window.AlongX
                ? (window.Middle, window.Line == 0 ? 0.2 : window.Line - 0.2)
                : (window.Line == 0 ? 0.2 : window.Line - 0.2, window.Middle);
            var area = (window.To - window.From) * (window.Top - window.Bottom);
            lights.Add(new(new(inX, inY, (window.Bottom + window.Top) / 2), style.SkyColour * (0.9 * area)));
        }
    }

    private void AddFloorLamp()
    {
        if (AlongWall(new FloorLamp(style, random)) is not { } place)
            return;
        lights.Add(new(place.Point(0, 0.2, 1.42), style.LampColour * 0.7));
    }

    private void HangPictures()
    {
        for (var i = 0; i < 2 + (int)(4 * style.Clutter); i++)
        {
            var (width, height) = (0.4 + 0.6 * random.NextDouble(), 0.35 + 0.45 * random.NextDouble());
            var (frame, span) = Wall();
            var along = (random.NextDouble() - 0.5) * (span - width - 0.3);
            var place = frame.Moved(along, 0, 0);
            var area = Footprint(place, width, 0.25);
            // On a wall a picture gets in the way of openings and of tall furniture only.
            if (span < width + 0.3 || !IsFree(area, kept) || !ClearOfWindows(area) || !IsFree(area, tall))
                continue;
            tall.Add(area);
            Picture.Add(Builder(place.Moved(0, 0, 1.55)), width, height, style, random);
        }
    }

    /// <summary>Stands a piece with its back at a wall; the frame it stands in, or null without room.</summary>
    private Frame? AlongWall(Piece piece)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (frame, span) = Wall();
            if (span < piece.Width)
                continue;
            var place = frame.Moved((random.NextDouble() - 0.5) * (span - piece.Width), 0.03, 0);
            if (piece.Height > style.SillHeight && !ClearOfWindows(Footprint(place, piece.Width, piece.Depth)))
                continue;
            if (At(piece, place))
                return place;
        }
        return null;
    }

    /// <summary>Stands a piece where it is told, unless something is in the way.</summary>
    private bool At(Piece piece, Frame place)
    {
        var area = Footprint(place, piece.Width, piece.Depth);
        if (!floor.Contains(area) || !IsFree(area, kept) || !IsFree(area.Grown(0.03), taken))
            return false;
        Place(piece, place);
        return true;
    }

    private void Place(Piece piece, Frame place)
    {
        var area = Footprint(place, piece.Width, piece.Depth);
        taken.Add(area);
        if (piece.Height > 1.1)
            tall.Add(area);
        sights.Add(place.Point(0, piece.Depth / 2, piece.Height * 0.5));
        piece.Build(Builder(place));
    }

    /// <summary>A random wall: a frame at its middle whose y axis points into the room, and its length.</summary>
    private (Frame Frame, double Span) Wall()
    {
        var (x, y) = ((floor.Left + floor.Right) / 2, (floor.Near + floor.Far) / 2);
        return random.Next(4) switch
        {
            0 => (Frame.Upright(new(x, floor.Near, 0), 0), floor.Width),
            1 => (Frame.Upright(new(x, floor.Far, 0), Math.PI), floor.Width),
            2 => (Frame.Upright(new(floor.Left, y, 0), -Math.PI / 2), floor.Depth),
            _ => (Frame.Upright(new(floor.Right, y, 0), Math.PI / 2), floor.Depth),
        };
    }

    private bool ClearOfWindows(Rectangle area) => windows.TrueForAll(w => !w.Clearance(0.4).Overlaps(area));

    private ObjectBuilder Builder(Frame frame) => new(parts, frame, ObjectClass.Unlabelled);

    private bool Likely(double chance) => random.NextDouble() < chance * (0.5 + 0.5 * style.Clutter);

    private static bool IsFree(Rectangle area, List<Rectangle> others) => !others.Exists(area.Overlaps);

    private static Rectangle Footprint(Frame frame, double width, double depth)
    {
        var box = frame.Outward(new Bounds(new(-width / 2, 0, 0), new(width / 2, depth, 1)));
        return new(box.Low.X, box.Low.Y, box.High.X, box.High.Y);
    }
}
