using Mas.Learning.Rooms.Geometry;

namespace Mas.Learning.Rooms.Scenes;

/// <summary>All parts of a building, in a tree of boxes so that a ray meets only the few in its way.</summary>
internal sealed class World
{
    private const int LeafSize = 2;
    private const int MaximumDepth = 48;

    private readonly Part[] parts;
    private readonly Node[] nodes;
    private int nodeCount;

    public World(IEnumerable<Part> parts)
    {
        this.parts = [.. parts];
        nodes = new Node[2 * this.parts.Length];
        Divide(0, this.parts.Length, 0);
    }

    /// <summary>The first part a ray enters and the distance to it; null and infinity where it leaves the building.</summary>
    public (Part? Part, double Distance) First(Ray ray)
    {
        var inverse = new Vector(1 / ray.Direction.X, 1 / ray.Direction.Y, 1 / ray.Direction.Z);
        Part? found = null;
        var nearest = double.PositiveInfinity;
        Span<int> open = stackalloc int[MaximumDepth * 2];
        open[0] = 0;
        for (var count = 1; count > 0;)
        {
            ref readonly var node = ref nodes[open[--count]];
            if (node.Extent.Entry(ray.Origin, inverse) >= nearest)
                continue;
            if (node.Count == 0)
            {
                // The side the ray comes from is looked at first, so that the other is mostly skipped.
                var forwards = Along(ray.Direction, node.Axis) >= 0;
                open[count++] = forwards ? node.Second : node.First;
                open[count++] = forwards ? node.First : node.Second;
                continue;
            }
            for (var i = node.First; i < node.First + node.Count; i++)
            {
                if (parts[i].Extent.Entry(ray.Origin, inverse) >= nearest)
                    continue;
                var distance = parts[i].Enter(ray);
                if (distance < nearest)
                    (nearest, found) = (distance, parts[i]);
            }
        }
        return (found, nearest);
    }

    /// <summary>Whether anything that casts a shadow lies on a ray nearer than a distance.</summary>
    public bool Blocked(Ray ray, double distance)
    {
        var inverse = new Vector(1 / ray.Direction.X, 1 / ray.Direction.Y, 1 / ray.Direction.Z);
        Span<int> open = stackalloc int[MaximumDepth * 2];
        open[0] = 0;
        for (var count = 1; count > 0;)
        {
            ref readonly var node = ref nodes[open[--count]];
            if (node.Extent.Entry(ray.Origin, inverse) >= distance)
                continue;
            if (node.Count == 0)
            {
                open[count++] = node.First;
                open[count++] = node.Second;
                continue;
            }
            for (var i = node.First; i < node.First + node.Count; i++)
            {
                if (parts[i].Material.Glow == 0 && parts[i].Extent.Entry(ray.Origin, inverse) < distance
                    && parts[i].Enter(ray) < distance)
                    return true;
            }
        }
        return false;
    }

    /// <summary>Whether the box around any part comes nearer to a point than a distance along every axis.</summary>
    public bool IsNear(Vector point, double distance)
    {
        var reach = new Vector(distance, distance, distance);
        var (low, high) = (point - reach, point + reach);
        return Array.Exists(parts, part =>
            part.Extent.Low.X < high.X && part.Extent.High.X > low.X
            && part.Extent.Low.Y < high.Y && part.Extent.High.Y > low.Y
            && part.Extent.Low.Z < high.Z && part.Extent.High.Z > low.Z);
    }

    private int Divide(int start, int count, int depth)
    {
        var extent = Bounds.Nothing;
        var centres = Bounds.Nothing;
        for (var i = start; i < start + count; i++)
        {
            var centre = parts[i].Extent.Centre;
            extent = Bounds.Around(extent, parts[i].Extent);
            centres = Bounds.Around(centres, new(centre, centre));
        }
        var index = nodeCount++;
        nodes[index] = new(extent, 0, start, 0, count);
        if (count <= LeafSize || depth == MaximumDepth - 1)
            return index;

        var spread = centres.High - centres.Low;
        var axis = spread.X >= spread.Y && spread.X >= spread.Z ? 0 : spread.Y >= spread.Z ? 1 : 2;
        Array.Sort(parts, start, count, Comparer<Part>.Create((a, b) =>
            Along(a.Extent.Centre, axis).CompareTo(Along(b.Extent.Centre, axis))));
        var half = count / 2;
        var first = Divide(start, half, depth + 1);
        var second = Divide(start + half, count - half, depth + 1);
        nodes[index] = new(extent, axis, first, second, 0);
        return index;
    }

    private static double Along(Vector v, int axis) => axis switch { 0 => v.X, 1 => v.Y, _ => v.Z };

    /// <summary>A leaf holds <c>Count</c> parts from <c>First</c>; a branch (count 0) its two children.</summary>
    private readonly record struct Node(Bounds Extent, int Axis, int First, int Second, int Count);
}
