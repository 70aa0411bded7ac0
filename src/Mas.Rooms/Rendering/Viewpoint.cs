namespace Mas.Rooms.Rendering;

/// <summary>One picture to take: the numbers in its file name, and the camera.</summary>
internal readonly record struct Viewpoint(int Point, int View, Camera Camera);
