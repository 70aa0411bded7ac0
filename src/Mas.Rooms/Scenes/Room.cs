using Mas.Rooms.Geometry;

namespace Mas.Rooms.Scenes;

/// <summary>One furnished room: where a camera may stand in it, what is worth a look, and what lights it.</summary>
/// <param name="Floor">From wall face to wall face.</param>
/// <param name="Taken">Floor that furniture stands on.</param>
/// <param name="Sights">Middles of the furniture.</param>
/// <param name="Lights">Lamps and windows.</param>
internal sealed record Room(
    Rectangle Floor, IReadOnlyList<Rectangle> Taken, IReadOnlyList<Vector> Sights, IReadOnlyList<Light> Lights);
