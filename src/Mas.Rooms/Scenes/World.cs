using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;

namespace Mas.Rooms.Scenes;

/// <summary>All parts of a building, in a tree of boxes so that a ray meets only the few in its way.</summary>
internal sealed class World
{
    // Below half of it cuts go through the middle, so that 2^24 parts would fit.
    private const int MaximumDepth = 48;

    private readonly Part[] _parts;
    private readonly Node[] _nodes;
    private int _nodeCount;

    public World(IEnumerable<Part> parts)
    {
        _parts = [.. parts];
        _nodes = new Node[2 * _parts.Length];
        Divide(0, _parts.Length, 0);
    }

    /// <summary>The first part a ray enters and the distance to it; null and infinity where there is none.</summary>
    public (Part? Part, double Distance) First(in Ray ray)
    {
        var inverse = ray.Inverse;
        Part? found = null;
        var nearest = double.PositiveInfinity;
        Span<int> open = stackalloc int[MaximumDepth * 2];
        open[0] = 0;
        for (var count = 1; count > 0;)
        {
            ref readonly var node = ref _nodes[open[--count]];
            if (node.Extent.Entry(ray.Origin, inverse) >= nearest)
            {
                continue;
            }

            if (node.Part is null)
            {
                // The side the ray comes from is looked at first, so that the other is mostly skipped.
                var forwards = Along(ray.Direction, node.Axis) >= 0;
                open[count++] = forwards ? node.Second : node.First;
                open[count++] = forwards ? node.First : node.Second;
                continue;
            }
            var distance = node.Part.Enter(ray);
            if (distance < nearest)
            {
                (nearest, found) = (distance, node.Part);
            }
        }
        return (found, nearest);
    }

    /// <summary>Something on a ray nearer than a distance that casts a shadow; null where nothing does.</summary>
    public Part? Blocker(in Ray ray, double distance)
    {
        var inverse = ray.Inverse;
        Span<int> open = stackalloc int[MaximumDepth * 2];
        open[0] = 0;
        for (var count = 1; count > 0;)
        {
            ref readonly var node = ref _nodes[open[--count]];
            if (node.Extent.Entry(ray.Origin, inverse) >= distance)
            {
                continue;
            }

            if (node.Part is null)
            {
                open[count++] = node.First;
                open[count++] = node.Second;
                continue;
            }
            if (node.Part.Material.Glow == 0 && node.Part.Enter(ray) < distance)
            {
                return node.Part;
            }
        }
        return null;
    }

    /// <summary>Whether the box around any part comes nearer to a point than a distance along every axis.</summary>
    public bool IsNear(Vector point, double distance)
    {
        var reach = new Vector(distance, distance, distance);
        var (low, high) = (point - reach, point + reach);
        return Array.Exists(_parts, part =>
            part.Extent.Low.X < high.X && part.Extent.High.X > low.X
            && part.Extent.Low.Y < high.Y && part.Extent.High.Y > low.Y
            && part.Extent.Low.Z < high.Z && part.Extent.High.Z > low.Z);
    }

    private int Divide(int start, int count, int depth)
    {
        var extent = Bounds.Nothing;
        for (var i = start; i < start + count; i++)
        {
            extent = Bounds.Around(extent, _parts[i].Extent);
        }

        var index = _nodeCount++;
        if (count == 1)
        {
            _nodes[index] = new(extent, 0, 0, 0, _parts[start]);
            return index;
        }

        var (axis, share) = BestCut(start, count);
        if (depth > MaximumDepth / 2)
        {
            share = count / 2;
        }

        Sort(start, count, axis);
        var first = Divide(start, share, depth + 1);
        var second = Divide(start + share, count - share, depth + 1);
        _nodes[index] = new(extent, axis, first, second, null);
        return index;
    }

    /// <summary>
    /// The axis and number of parts on its lower side that make the two boxes cheapest to search: least sum of
    /// surface times parts (MacDonald and Booth, 1990).
    /// </summary>
    private (int Axis, int Share) BestCut(int start, int count)
    {
        var best = (Axis: 0, Share: count / 2);
        var least = double.PositiveInfinity;
        var lower = new double[count];
        for (var axis = 0; axis < 3; axis++)
        {
            Sort(start, count, axis);
            var extent = Bounds.Nothing;
            for (var i = 0; i < count - 1; i++)
            {
                extent = Bounds.Around(extent, _parts[start + i].Extent);
                lower[i + 1] = extent.Surface * (i + 1);
            }
            extent = Bounds.Nothing;
            for (var i = count - 1; i > 0; i--)
            {
                extent = Bounds.Around(extent, _parts[start + i].Extent);
                var cost = lower[i] + extent.Surface * (count - i);
                if (cost < least)
                {
                    (least, best) = (cost, (axis, i));
                }
            }
        }
        return best;
    }

    private void Sort(int start, int count, int axis) =>
        Array.Sort(_parts, start, count, Comparer<Part>.Create((a, b) =>
            Along(a.Extent.Centre, axis).CompareTo(Along(b.Extent.Centre, axis))));

    private static double Along(Vector v, int axis) => axis switch { 0 => v.X, 1 => v.Y, _ => v.Z };

    /// <summary>A leaf holds a part, a branch (part null) its two children.</summary>
    private readonly record struct Node(Bounds Extent, int Axis, int First, int Second, Part? Part);
}
