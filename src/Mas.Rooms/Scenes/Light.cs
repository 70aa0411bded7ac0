using Mas.Rooms.Geometry;

namespace Mas.Rooms.Scenes;

/// <summary>A small lamp or the brightness of a window, seen as a point.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Colour">Its radiance at one metre, linear red, green, blue.</param>
internal readonly record struct Light(Vector Place, Vector Colour);
