using Mas.Rooms.Geometry;

namespace Mas.Rooms.Rendering;

/// <summary>A pinhole camera that takes square pictures and is never rolled.</summary>
internal readonly struct Camera
{
    private readonly Vector _right;
    private readonly Vector _up;
    private readonly Vector _forward;
    private readonly double _tanHalfView;

    /// <summary>A camera at a place that looks along a direction (not straight up or down).</summary>
    public Camera(Vector place, Vector direction, double tanHalfView)
    {
        Place = place;
        _forward = direction.Unit();
        _right = Vector.Cross(_forward, new(0, 0, 1)).Unit();
        _up = Vector.Cross(_right, _forward);
        _tanHalfView = tanHalfView;
    }

    /// <summary>Where the camera is.</summary>
    public Vector Place { get; }

    /// <summary>Where the camera looks, length 1.</summary>
    public Vector Forward => _forward;

    /// <summary>
    /// The ray through a point of the picture, x and y in 0..1 from its upper left corner. Its direction advances
    /// by 1 along the optical axis, so that distances along it are z-depths in metres.
    /// </summary>
    public Ray Through(double x, double y)
    {
        var across = (2 * x - 1) * _tanHalfView;
        var rise = (1 - 2 * y) * _tanHalfView;
        return new(Place, _forward + _right * across + _up * rise);
    }

    /// <summary>
    /// A direction in the camera's axes, which are Taskonomy's: x to the right, y down, z away from the viewer.
    /// </summary>
    public Vector Seen(Vector direction) =>
        new(Vector.Dot(direction, _right), -Vector.Dot(direction, _up), Vector.Dot(direction, _forward));
}
