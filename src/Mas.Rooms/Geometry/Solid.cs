namespace Mas.Rooms.Geometry;

/// <summary>
/// A closed primitive in its own frame. Rays start outside every solid (cameras stand clear of things, shadow rays
/// leave from visible surfaces), so only the point where a ray enters is looked for.
/// </summary>
internal abstract class Solid
{
    /// <summary>The box around the solid.</summary>
    public abstract Bounds Extent { get; }

    /// <summary>The distance at which a ray enters the solid, or infinity where it never does.</summary>
    public abstract double Enter(in Ray ray);

    /// <summary>The surface at a point that lies on it.</summary>
    public abstract Surface At(Vector point);
}
