namespace Mas.Vision.Taskonomy;

/// <summary>One building's views as found on disk.</summary>
/// <param name="Name">The building.</param>
/// <param name="Views">Its complete views, ordered by point and camera.</param>
/// <param name="Fields">The folders of the tasks' maps that it has, in their order.</param>
internal sealed record BuildingFiles(string Name, IReadOnlyList<ViewFiles> Views, IReadOnlyList<string> Fields);
