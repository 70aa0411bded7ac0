using Mas.Rooms.Geometry;

namespace Mas.Rooms.Textures;

/// <summary>The colour of a surface from place to place, as linear reflectance 0..1.</summary>
internal abstract class Texture
{
    /// <summary>Whether the colour is the same everywhere.</summary>
    public virtual bool IsEven => false;

    /// <summary>The colour at texture coordinates in metres.</summary>
    public abstract Vector At(double u, double v);
}
