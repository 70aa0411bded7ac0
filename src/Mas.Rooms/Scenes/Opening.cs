namespace Mas.Rooms.Scenes;

/// <summary>A doorway or window in the walls along one line of the plan.</summary>
/// <param name="AlongX">Whether the wall runs along x (at y = <paramref name="Line"/>) or along y.</param>
/// <param name="Line">Where the wall stands, on the other axis, metres.</param>
/// <param name="From">Where the opening begins along the wall, metres.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Bottom">Height of its lower edge: 0 for doors.</param>
/// <param name="Top">Height of its upper edge.</param>
/// <param name="IsWindow">Whether it leads to the sky rather than to another room.</param>
internal readonly record struct Opening(
    bool AlongX, double Line, double From, double To, double Bottom, double Top, bool IsWindow)
{
    /// <summary>The middle along the wall.</summary>
    public double Middle => (From + To) / 2;

    /// <summary>The floor that has to stay free for it, on both sides of the wall.</summary>
    public Rectangle Clearance(double reach) => AlongX
        ? new(From, Line - reach, To, Line + reach)
        : new(Line - reach, From, Line + reach, To);
}
