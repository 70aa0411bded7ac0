using Mas.Engine.Randomness;
using Mas.Rooms.Furniture;
using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Scenes;

/// <summary>
/// Furnishes a room: places pieces along walls and in the middle so that none stands in another or in a door's way.
/// </summary>
internal sealed class Furnisher
{
    private const int Attempts = 24;

    private readonly List<Part> _parts;
    private readonly BuildingStyle _style;
    private readonly RandomStream _random;
    private readonly Rectangle _floor;
    private readonly List<Opening> _windows;
    private readonly List<Rectangle> _kept = [];
    private readonly List<Rectangle> _taken = [];
    private readonly List<Rectangle> _tall = [];
    private readonly List<Vector> _sights = [];
    private readonly List<Light> _lights = [];

    public Furnisher(List<Part> parts, Rectangle room, FloorPlan plan, BuildingStyle style, RandomStream random)
    {
        (_parts, _style, _random) = (parts, style, random);
        _floor = room.Grown(-Shell.HalfWall);
        var near = plan.Openings.Where(o => o.Clearance(0.05).Overlaps(room)).ToList();
        _windows = near.FindAll(o => o.IsWindow);
        foreach (var opening in near)
        {
            if (!opening.IsWindow)
            {
                _kept.Add(opening.Clearance(0.95).Grown(0.05));
            }
            else if (_style.Curtains)
            {
                _kept.Add(opening.Clearance(0.25).Grown(0.02));
            }
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
        {
            AlongWall(new Plant(_style, _random));
        }

        if (Likely(0.5))
        {
            AlongWall(new Plant(_style, _random));
        }

        if (Likely(0.6))
        {
            AlongWall(new Toys(_style, _random));
        }

        HangPictures();
        return new(_floor, _taken, _sights, _lights);
    }

    private void FurnishLiving()
    {
        var sofa = new Sofa(_floor.Area > 14 ? 3 : 2, _style, _random);
        if (AlongWall(sofa) is { } place)
        {
            var table = new Table(0.9 + 0.3 * _random.NextDouble(), 0.55, 0.42, _style.Design == 2, _style, _random);
            Rug.Add(Builder(place.Moved(0, sofa.Depth + 0.7, 0)), 2.2, 1.5, _style, _random);
            At(table, place.Moved(0, sofa.Depth + 0.4, 0));
        }
        if (Likely(0.9))
        {
            AlongWall(new Sofa(1, _style, _random));
        }

        AlongWall(new Shelf(_style, _random));
        AlongWall(new Cabinet(1.3, 0.42, 0.5, _style, _random));
        AddFloorLamp();
    }

    private void FurnishBedroom()
    {
        var bed = new Bed(_style, _random);
        if (AlongWall(bed) is { } place)
        {
            foreach (var side in new[] { -1, 1 })
            {
                At(new Cabinet(0.45, 0.4, 0.5, _style, _random), place.Moved(side * (bed.Width / 2 + 0.27), 0, 0));
            }

            Rug.Add(Builder(place.Moved(0, bed.Depth - 0.2, 0)), bed.Width + 0.9, 1.5, _style, _random);
        }
        AlongWall(new Cabinet(1.0 + 0.6 * _random.NextDouble(), 0.58, 1.9, _style, _random));
        if (Likely(0.7))
        {
            AlongWall(new Chair(_style, _random));
        }

        if (Likely(0.6))
        {
            AlongWall(new Cabinet(0.9, 0.45, 0.8, _style, _random));
        }

        AddFloorLamp();
    }

    private void FurnishDining()
    {
        var round = _style.Design == 2;
        var table = new Table(1.4 + 0.4 * _random.NextDouble(), round ? 1.15 : 0.85, 0.74, round, _style, _random);
        var (x, y) = ((_floor.Left + _floor.Right) / 2, (_floor.Near + _floor.Far) / 2);
        var turned = _floor.Depth > _floor.Width ? Math.PI / 2 : 0;
        var middle = Frame.Upright(new(x, y, 0), turned);
        if (Likely(0.6))
        {
            Rug.Add(Builder(middle), 2.4, 1.8, _style, _random);
        }

        var place = middle.Moved(0, -table.Depth / 2, 0);
        if (At(table, place))
        {
            var chair = new Chair(_style, _random);
            var reach = table.Depth / 2 + 0.3 + 0.12 * _random.NextDouble();
            foreach (var side in new[] { 1, -1 })
            {
                foreach (var along in round ? new[] { 0.0 } : [-0.24 * table.Width, 0.24 * table.Width])
                {
                    var turn = 0.3 * (_random.NextDouble() - 0.5);
                    var seat = middle.Moved(along, -side * reach, 0).Turned(side > 0 ? turn : Math.PI + turn);
                    Place(chair, seat.Moved(0, -chair.Depth / 2, 0));
                }
            }
        }
        AlongWall(new Cabinet(1.5, 0.45, 0.85, _style, _random));
        AlongWall(new Shelf(_style, _random));
        if (Likely(0.5))
        {
            AlongWall(new Cabinet(0.9, 0.5, 1.8, _style, _random));
        }
    }

    private void FurnishStudy()
    {
        var desk = new Table(1.3, 0.65, 0.74, false, _style, _random);
        var chair = new Chair(_style, _random);
        if (AlongWall(desk) is { } place)
        {
            var seat = place.Moved(0, desk.Depth + 0.3, 0).Turned(Math.PI + 0.5 * (_random.NextDouble() - 0.5));
            Place(chair, seat.Moved(0, -chair.Depth / 2, 0));
        }
        AlongWall(new Shelf(_style, _random));
        AlongWall(new Shelf(_style, _random));
        if (Likely(0.8))
        {
            AlongWall(new Sofa(2, _style, _random));
        }

        Rug.Add(Builder(Frame.Upright(
            new((_floor.Left + _floor.Right) / 2, (_floor.Near + _floor.Far) / 2, 0), 0)), 1.9, 1.4, _style, _random);
        AddFloorLamp();
    }

    private void AddLights()
    {
        var (x, y) = ((_floor.Left + _floor.Right) / 2, (_floor.Near + _floor.Far) / 2);
        var ceiling = Frame.Upright(new(x, y, _style.CeilingHeight), _random.NextDouble() * 3);
        Lamps.AddHanging(Builder(ceiling), _style, _random);
        _lights.Add(new(new(x, y, _style.CeilingHeight - Lamps.Drop), _style.LampColour * (0.6 + 0.05 * _floor.Area)));
        foreach (var window in _windows.Take(2))
        {
            var (inX, inY) = window.AlongX
                ? (window.Middle, window.Line == 0 ? 0.2 : window.Line - 0.2)
                : (window.Line == 0 ? 0.2 : window.Line - 0.2, window.Middle);
            var area = (window.To - window.From) * (window.Top - window.Bottom);
            _lights.Add(new(new(inX, inY, (window.Bottom + window.Top) / 2), _style.SkyColour * (0.9 * area)));
        }
    }

    private void AddFloorLamp()
    {
        if (AlongWall(new FloorLamp(_style, _random)) is not { } place)
        {
            return;
        }

        _lights.Add(new(place.Point(0, 0.2, 1.42), _style.LampColour * 0.7));
    }

    private void HangPictures()
    {
        for (var i = 0; i < 2 + (int)(4 * _style.Clutter); i++)
        {
            var (width, height) = (0.4 + 0.6 * _random.NextDouble(), 0.35 + 0.45 * _random.NextDouble());
            var (frame, span) = Wall();
            var along = (_random.NextDouble() - 0.5) * (span - width - 0.3);
            var place = frame.Moved(along, 0, 0);
            var area = Footprint(place, width, 0.25);
            // On a wall a picture gets in the way of openings and of tall furniture only.
            if (span < width + 0.3 || !IsFree(area, _kept) || !ClearOfWindows(area) || !IsFree(area, _tall))
            {
                continue;
            }

            _tall.Add(area);
            Picture.Add(Builder(place.Moved(0, 0, 1.55)), width, height, _style, _random);
        }
    }

    /// <summary>Stands a piece with its back at a wall; the frame it stands in, or null without room.</summary>
    private Frame? AlongWall(Piece piece)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (frame, span) = Wall();
            if (span < piece.Width)
            {
                continue;
            }

            var place = frame.Moved((_random.NextDouble() - 0.5) * (span - piece.Width), 0.03, 0);
            if (piece.Height > _style.SillHeight && !ClearOfWindows(Footprint(place, piece.Width, piece.Depth)))
            {
                continue;
            }

            if (At(piece, place))
            {
                return place;
            }
        }
        return null;
    }

    /// <summary>Stands a piece where it is told, unless something is in the way.</summary>
    private bool At(Piece piece, Frame place)
    {
        var area = Footprint(place, piece.Width, piece.Depth);
        if (!_floor.Contains(area) || !IsFree(area, _kept) || !IsFree(area.Grown(0.03), _taken))
        {
            return false;
        }

        Place(piece, place);
        return true;
    }

    private void Place(Piece piece, Frame place)
    {
        var area = Footprint(place, piece.Width, piece.Depth);
        _taken.Add(area);
        if (piece.Height > 1.1)
        {
            _tall.Add(area);
        }

        _sights.Add(place.Point(0, piece.Depth / 2, piece.Height * 0.5));
        piece.Build(Builder(place));
    }

    /// <summary>A random wall: a frame at its middle whose y axis points into the room, and its length.</summary>
    private (Frame Frame, double Span) Wall()
    {
        var (x, y) = ((_floor.Left + _floor.Right) / 2, (_floor.Near + _floor.Far) / 2);
        return _random.Next(4) switch
        {
            0 => (Frame.Upright(new(x, _floor.Near, 0), 0), _floor.Width),
            1 => (Frame.Upright(new(x, _floor.Far, 0), Math.PI), _floor.Width),
            2 => (Frame.Upright(new(_floor.Left, y, 0), -Math.PI / 2), _floor.Depth),
            _ => (Frame.Upright(new(_floor.Right, y, 0), Math.PI / 2), _floor.Depth),
        };
    }

    private bool ClearOfWindows(Rectangle area) => _windows.TrueForAll(w => !w.Clearance(0.4).Overlaps(area));

    private ObjectBuilder Builder(Frame frame) => new(_parts, frame, ObjectClass.Unlabelled);

    private bool Likely(double chance) => _random.NextDouble() < chance * (0.5 + 0.5 * _style.Clutter);

    private static bool IsFree(Rectangle area, List<Rectangle> others) => !others.Exists(area.Overlaps);

    private static Rectangle Footprint(Frame frame, double width, double depth)
    {
        var box = frame.Outward(new Bounds(new(-width / 2, 0, 0), new(width / 2, depth, 1)));
        return new(box.Low.X, box.Low.Y, box.High.X, box.High.Y);
    }
}
