using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Scenes;

namespace Mas.Rooms.Rendering;

/// <summary>
/// How much light falls on a point: from the lamps and windows of its room and the sun, with shadows, and what walls
/// return. Not thread-safe.
/// </summary>
internal sealed class Lighting(Scene scene)
{
    private const double CornerReach = 0.7;
    private const double CornerShade = 0.4;

    // Less light than this is not worth looking for shadows in.
    private const double Faint = 0.02;

    // What last stood in the way of the sun and of each light: mostly it does so for the next point too.
    private readonly Part?[] _lastBlocker = new Part?[1 + scene.Rooms.Max(room => room.Lights.Count)];

    /// <summary>
    /// Light on a surface: what its colour reflects evenly, and the highlight a fully glossy one would add.
    /// </summary>
    /// <param name="point">A point of the surface.</param>
    /// <param name="normal">Its unit normal.</param>
    /// <param name="towardsEye">Unit direction to the camera; the highlight is left out without one.</param>
    /// <param name="shadows">What is known of the point's shadows; what was looked for on the way joins it.</param>
    public (Vector Diffuse, Vector Highlight) At(
        Vector point, Vector normal, Vector? towardsEye, ref Shadows shadows)
    {
        var known = shadows;
        var start = point + normal * 1e-4;
        var room = RoomAt(point);
        var diffuse = Ambient(point, normal, room);
        var highlight = new Vector(0, 0, 0);
        if (room is not null)
        {
            for (var i = 0; i < room.Lights.Count; i++)
            {
                var light = room.Lights[i];
                var way = light.Place - start;
                var distance = way.Length;
                Add(i + 1, way * (1 / distance), distance - 0.05, light.Colour * (1 / (0.4 + distance * distance)));
            }
        }
        Add(0, scene.Style.SunDirection, double.PositiveInfinity, scene.Style.SunColour);
        shadows = known;
        return (diffuse, highlight);

        void Add(int source, Vector direction, double distance, Vector colour)
        {
            var slant = Vector.Dot(normal, direction);
            if (slant <= 0)
            {
                return;
            }

            if (slant * colour.Y > Faint)
            {
                if ((known.Known >> source & 1) == 0)
                {
                    known = known.With(source, IsHidden(source, new(start, direction), distance));
                }

                if ((known.Hidden >> source & 1) != 0)
                {
                    return;
                }
            }
            diffuse += colour * slant;
            if (towardsEye is not { } eye)
            {
                return;
            }

            var halfway = Vector.Dot(normal, (direction + eye).Unit());
            var power = halfway * halfway;
            power *= power;
            power *= power;
            power *= power;
            highlight += colour * (power * power);
        }
    }

    private bool IsHidden(int source, Ray ray, double distance)
    {
        if (_lastBlocker[source] is { } part && part.Enter(ray) < distance)
        {
            return true;
        }

        if (scene.World.Blocker(ray, distance) is not { } found)
        {
            return false;
        }

        _lastBlocker[source] = found;
        return true;
    }

    /// <summary>What is seen through a window: sky above a hazy horizon, grass below.</summary>
    public Vector Sky(Vector direction)
    {
        var rise = direction.Unit().Z;
        var sky = scene.Style.SkyColour * 1.4;
        return rise >= 0
            ? Vector.Mix(sky, sky * new Vector(0.55, 0.75, 1.05), Math.Min(1, rise * 3))
            : Vector.Mix(sky * 0.7, sky * new Vector(0.25, 0.36, 0.14), Math.Min(1, -rise * 8));
    }

    /// <summary>The light walls throw on each other: less in corners, a little more from above.</summary>
    private Vector Ambient(Vector point, Vector normal, Room? room)
    {
        var ambient = scene.Style.Ambient * (0.9 + 0.1 * normal.Z);
        if (room is null)
        {
            return ambient;
        }

        var x = Corner(Math.Min(point.X - room.Floor.Left, room.Floor.Right - point.X), normal.X);
        var y = Corner(Math.Min(point.Y - room.Floor.Near, room.Floor.Far - point.Y), normal.Y);
        var z = Corner(Math.Min(point.Z, scene.Style.CeilingHeight - point.Z), normal.Z);
        return ambient * (x * y * z);
    }

    private static double Corner(double distance, double facing)
    {
        var near = Math.Clamp(1 - distance / CornerReach, 0, 1);
        return 1 - CornerShade * near * near * (1 - facing * facing);
    }

    private Room? RoomAt(Vector point)
    {
        foreach (var room in scene.Rooms)
        {
            if (room.Floor.Grown(Shell.HalfWall + 0.01).Contains(point.X, point.Y))
            {
                return room;
            }
        }
        return null;
    }
}
