using Mas.Engine.Randomness;
using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Scenes;

namespace Mas.Rooms.Rendering;

/// <summary>
/// Chooses what to take pictures of: as in Taskonomy a point is something in the building, and its views are taken
/// from several places around it.
/// </summary>
internal sealed class CameraPlanner(Scene scene, RandomStream random)
{
    private const int Candidates = 5;
    private const int Attempts = 60;
    private const int CoarseSize = 8;
    private const double Clearance = 0.22;
    private const double NearestSight = 1.3;
    private const double NearestThing = 0.45;

    /// <summary>Plans the pictures of a building.</summary>
    public List<Viewpoint> Plan(int views)
    {
        List<Viewpoint> plan = [];
        for (var point = 0; plan.Count < views; point++)
        {
            var room = scene.Rooms[random.Next(scene.Rooms.Count)];
            if (room.Sights.Count == 0)
            {
                continue;
            }

            var sight = room.Sights[random.Next(room.Sights.Count)];
            var count = Math.Min(2 + random.Next(4), views - plan.Count);
            for (var view = 0; view < count; view++)
            {
                if (Best(room, sight) is { } camera)
                {
                    plan.Add(new(point, view, camera));
                }
            }
        }
        return plan;
    }

    private Camera? Best(Room room, Vector sight)
    {
        Camera? best = null;
        var bestScore = double.NegativeInfinity;
        var found = 0;
        for (var attempt = 0; attempt < Attempts && found < Candidates; attempt++)
        {
            if (Stand(room, sight) is not { } camera)
            {
                continue;
            }

            found++;
            var score = Score(camera);
            if (score > bestScore)
            {
                (bestScore, best) = (score, camera);
            }
        }
        return bestScore < 0 ? null : best;
    }

    private Camera? Stand(Room room, Vector sight)
    {
        var free = room.Floor.Grown(-0.3);
        var x = free.Left + free.Width * random.NextDouble();
        var y = free.Near + free.Depth * random.NextDouble();
        var height = scene.Style.CameraHeight + 0.2 * (random.NextDouble() - 0.5);
        var aim = sight + new Vector(Jitter(0.7), Jitter(0.7), Jitter(0.5));
        var zoom = scene.Style.TanHalfView * (0.93 + 0.14 * random.NextDouble());
        var place = new Vector(x, y, height);
        var (dx, dy) = (aim.X - x, aim.Y - y);
        var away = Math.Sqrt(dx * dx + dy * dy);
        if (away < NearestSight || room.Taken.Any(area => area.Grown(0.1).Contains(x, y))
            || scene.World.IsNear(place, Clearance))
        {
            return null;
        }

        var pitch = Math.Clamp((aim.Z - height) / away, -0.55, 0.2);
        return new(place, new(dx / away, dy / away, pitch), zoom);
    }

    /// <summary>The kinds of thing a coarse picture shows; negative where one fills it or is too close.</summary>
    private double Score(Camera camera)
    {
        Span<int> seen = stackalloc int[Enum.GetValues<ObjectClass>().Length];
        seen.Clear();
        for (var i = 0; i < CoarseSize * CoarseSize; i++)
        {
            var ray = camera.Through((i % CoarseSize + 0.5) / CoarseSize, (i / CoarseSize + 0.5) / CoarseSize);
            var (part, depth) = scene.World.First(ray);
            if (depth < NearestThing)
            {
                return -1;
            }

            seen[(int)(part?.Kind ?? ObjectClass.Window)]++;
        }
        var kinds = 0;
        var largest = 0;
        foreach (var count in seen)
        {
            kinds += count > 0 ? 1 : 0;
            largest = Math.Max(largest, count);
        }
        return largest > CoarseSize * CoarseSize * 3 / 4 ? -1 : kinds;
    }

    private double Jitter(double width) => width * (random.NextDouble() - 0.5);
}
