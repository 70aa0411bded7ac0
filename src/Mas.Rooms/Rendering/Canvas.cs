using Mas.Rooms.Geometry;

namespace Mas.Rooms.Rendering;

/// <summary>
/// What a picture is worked out on, one entry a pixel: some hundred kilobytes that one picture after the other uses.
/// Not thread-safe: one a thread.
/// </summary>
/// <param name="size">Pixels a side.</param>
internal sealed class Canvas(int size)
{
    /// <summary>Pixels a side.</summary>
    public int Size => size;

    /// <summary>What the rays through the pixels' centres see.</summary>
    public Sample[] Samples { get; } = new Sample[size * size];

    /// <summary>Which lights are hidden there.</summary>
    public Shadows[] Shadows { get; } = new Shadows[size * size];

    /// <summary>The light that falls there.</summary>
    public (Vector Diffuse, Vector Highlight)[] Light { get; } = new (Vector, Vector)[size * size];

    /// <summary>The light that reaches the camera.</summary>
    public Vector[] Radiance { get; } = new Vector[size * size];
}
