using Mas.Learning.Rooms.Geometry;

namespace Mas.Learning.Rooms.Rendering;

/// <summary>A pinhole camera that takes square pictures and is never rolled.</summary>
internal readonly struct Camera
{
    private readonly Vector right;
    private readonly Vector up;
    private readonly Vector forward;
    private readonly double tanHalfView;

    /// <summary>A camera at a place that looks along a direction (not straight up or down).</summary>
    public Camera(Vector place, Vector direction, double tanHalfView)
    {
        Place = place;
        forward = direction.Unit();
        right = Vector.Cross(forward, new(0, 0, 1)).Unit();
        up = Vector.Cross(right, forward);
        this.tanHalfView = tanHalfView;
    }

    /// <summary>Where the camera is.</summary>
    public Vector Place { get; }

    /// <summary>Where the camera looks, length 1.</summary>
    public Vector Forward => forward;

    /// <summary>
    /// The ray through a point of the picture, x and y in 0..1 from its upper left corner. Its direction advances
    /// by 1 along the optical axis, so that distances along it are z-depths in metres.
    /// </summary>
    public Ray Through(double x, double y)
    {
        var across = (2 * x - 1) * tanHalfView;
        var rise = (1 - 2 * y) * tanHalfView;
        return new(Place, forward + right * across + up * rise);
    }

    /// <summary>A direction in the camera's axes: x to the right, y up, z towards the viewer.</summary>
    public Vector Seen(Vector direction) =>
        new(Vector.Dot(direction, right), Vector.Dot(direction, up), -Vector.Dot(direction, forward));
}
