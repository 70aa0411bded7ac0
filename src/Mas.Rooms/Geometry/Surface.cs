namespace Mas.Rooms.Geometry;

/// <summary>What a solid is like at one point of its surface, in the solid's own frame.</summary>
/// <param name="Normal">The outward unit normal.</param>
/// <param name="First">The larger principal curvature in 1/m; positive where the solid bulges.</param>
/// <param name="Second">The smaller principal curvature in 1/m.</param>
/// <param name="U">First texture coordinate in metres.</param>
/// <param name="V">Second texture coordinate in metres; upwards on upright surfaces.</param>
internal readonly record struct Surface(Vector Normal, double First, double Second, double U, double V);
