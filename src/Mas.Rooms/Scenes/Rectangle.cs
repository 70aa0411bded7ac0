namespace Mas.Rooms.Scenes;

/// <summary>A rectangle on the floor, metres.</summary>
internal readonly record struct Rectangle(double Left, double Near, double Right, double Far)
{
    public double Width => Right - Left;

    public double Depth => Far - Near;

    public double Area => Width * Depth;

    /// <summary>The same rectangle with every side moved outwards.</summary>
    public Rectangle Grown(double by) => new(Left - by, Near - by, Right + by, Far + by);

    /// <summary>Whether a point lies inside.</summary>
    public bool Contains(double x, double y) => x >= Left && x <= Right && y >= Near && y <= Far;

    /// <summary>Whether another rectangle lies wholly inside.</summary>
    public bool Contains(Rectangle other) =>
        other.Left >= Left && other.Right <= Right && other.Near >= Near && other.Far <= Far;

    /// <summary>Whether the two share more than a border.</summary>
    public bool Overlaps(Rectangle other) =>
        Left < other.Right && other.Left < Right && Near < other.Far && other.Near < Far;
}
