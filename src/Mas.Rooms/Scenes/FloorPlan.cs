using Mas.Engine.Randomness;
using Mas.Rooms.Styles;

namespace Mas.Rooms.Scenes;

/// <summary>The rooms of a building and the doorways and windows in their walls.</summary>
/// <param name="Rooms">Rectangles that tile the building, measured to the middle of the walls.</param>
/// <param name="Openings">Doorways and windows.</param>
internal sealed record FloorPlan(IReadOnlyList<Rectangle> Rooms, IReadOnlyList<Opening> Openings)
{
    private const double SmallestSide = 2.9;
    private const double DoorWidth = 0.9;
    private const double CornerMargin = 0.35;

    /// <summary>Divides a rectangle into rooms, joins all of them by doors and lets light in.</summary>
    public static FloorPlan Draw(BuildingStyle style, RandomStream random)
    {
        var rooms = Divide(style, random);
        var openings = Doors(rooms, style, random);
        foreach (var room in rooms)
        {
            AddWindows(room, rooms, openings, style, random);
        }

        return new(rooms, openings);
    }

    private static List<Rectangle> Divide(BuildingStyle style, RandomStream random)
    {
        List<Rectangle> rooms = [new(0, 0, style.Width, style.Depth)];
        while (rooms.Count < style.RoomCount)
        {
            var largest = rooms.MaxBy(room => room.Area);
            var share = 0.4 + 0.2 * random.NextDouble();
            if (Math.Max(largest.Width, largest.Depth) * Math.Min(share, 1 - share) < SmallestSide)
            {
                break;
            }

            rooms.Remove(largest);
            if (largest.Width > largest.Depth)
            {
                var x = largest.Left + share * largest.Width;
                rooms.Add(largest with { Right = x });
                rooms.Add(largest with { Left = x });
            }
            else
            {
                var y = largest.Near + share * largest.Depth;
                rooms.Add(largest with { Far = y });
                rooms.Add(largest with { Near = y });
            }
        }
        return rooms;
    }

    private static List<Opening> Doors(List<Rectangle> rooms, BuildingStyle style, RandomStream random)
    {
        List<(int A, int B, bool AlongX, double Line, double From, double To)> borders = [];
        for (var a = 0; a < rooms.Count; a++)
        {
            for (var b = 0; b < rooms.Count; b++)
            {
                var (p, q) = (rooms[a], rooms[b]);
                if (p.Right == q.Left)
                {
                    borders.Add((a, b, false, p.Right, Math.Max(p.Near, q.Near), Math.Min(p.Far, q.Far)));
                }

                if (p.Far == q.Near)
                {
                    borders.Add((a, b, true, p.Far, Math.Max(p.Left, q.Left), Math.Min(p.Right, q.Right)));
                }
            }
        }
        borders.RemoveAll(border => border.To - border.From < DoorWidth + 2 * CornerMargin);

        // Every room becomes reachable; some walls get a door more.
        var reached = Enumerable.Range(0, rooms.Count).ToArray();
        List<Opening> doors = [];
        foreach (var (a, b, alongX, line, from, to) in borders.OrderByDescending(border => border.To - border.From))
        {
            var joined = reached[a] == reached[b];
            if (joined && random.NextDouble() > 0.3)
            {
                continue;
            }

            var (keep, drop) = (reached[a], reached[b]);
            for (var i = 0; i < reached.Length; i++)
            {
                reached[i] = reached[i] == drop ? keep : reached[i];
            }

            var room = to - from - DoorWidth - 2 * CornerMargin;
            var start = from + CornerMargin + room * random.NextDouble();
            doors.Add(new(alongX, line, start, start + DoorWidth, 0, style.DoorHeight, false));
        }
        return doors;
    }

    private static void AddWindows(
        Rectangle room, List<Rectangle> rooms, List<Opening> openings, BuildingStyle style, RandomStream random)
    {
        foreach (var (alongX, line, from, to) in new[]
        {
            (true, room.Near, room.Left, room.Right), (true, room.Far, room.Left, room.Right),
            (false, room.Left, room.Near, room.Far), (false, room.Right, room.Near, room.Far),
        })
        {
            var outside = line == 0 || line == rooms.Max(r => alongX ? r.Far : r.Right);
            if (!outside || random.NextDouble() > style.WindowChance)
            {
                continue;
            }

            var count = Math.Max(1, (int)((to - from) / (style.WindowWidth + 1.1)));
            var pitch = (to - from) / count;
            var width = Math.Min(style.WindowWidth, pitch - 2 * CornerMargin);
            for (var i = 0; i < count; i++)
            {
                var middle = from + (i + 0.5) * pitch;
                openings.Add(new(
                    alongX, line, middle - width / 2, middle + width / 2, style.SillHeight, style.WindowTop, true));
            }
        }
    }
}
