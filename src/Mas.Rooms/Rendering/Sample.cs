using Mas.Rooms.Geometry;
using Mas.Rooms.Parts;
using Mas.Rooms.Scenes;

namespace Mas.Rooms.Rendering;

/// <summary>What one ray saw.</summary>
/// <param name="Part">The part it hit; null for the sky.</param>
/// <param name="Depth">z-depth in metres; infinity for the sky.</param>
/// <param name="Point">The point hit, in the building's coordinates.</param>
/// <param name="Surface">The surface there, its normal in the building's coordinates.</param>
internal readonly record struct Sample(Part? Part, double Depth, Vector Point, Surface Surface)
{
    /// <summary>Follows a ray of a camera.</summary>
    public static Sample Take(World world, Ray ray)
    {
        var (part, depth) = world.First(ray);
        return part is null ? new(null, depth, default, default) : On(part, depth, ray);
    }

    /// <summary>The sample of a part known to be hit at a depth.</summary>
    public static Sample On(Part part, double depth, Ray ray)
    {
        var point = ray.At(depth);
        return new(part, depth, point, part.At(point));
    }
}
