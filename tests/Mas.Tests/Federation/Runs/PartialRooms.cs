using Mas.Federation.Runs;
using Mas.Rooms;

namespace Mas.Tests.Federation.Runs;

/// <summary>Six small buildings, of which a third lacks each of three tasks: every building one of them.</summary>
internal static class PartialRooms
{
    internal const string Tasks = "dnk";

    private static readonly string[] _fields = ["depth_zbuffer", "normal", "keypoints2d"];

    /// <summary>Draws them.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="partial">Whether maps are missing.</param>
    /// <returns>The folder.</returns>
    internal static string Write(string folder, bool partial = true)
    {
        RoomsGenerator.Write(folder, new RoomsOptions { Buildings = 6, ImageSize = 32, MinimumViews = 8, MaximumViews = 10 });
        foreach (var (place, building) in Buildings(folder).Index())
        {
            if (partial)
            {
                Directory.Delete(Path.Combine(folder, _fields[place % 3], building), recursive: true);
            }
        }

        return folder;
    }

    /// <summary>The names of the buildings that lack a task, by its place.</summary>
    internal static string[] Without(string folder, int task) =>
        [.. Buildings(folder).Where((_, place) => place % 3 == task)];

    /// <summary>Options that differ from those of other small runs.</summary>
    internal static RunOptions Of(RunOptions options, string folder) =>
        options with { Data = folder, Tasks = Tasks, ClientsPerRound = 4, EvaluateEvery = 1 };

    private static string[] Buildings(string folder) =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(folder, "rgb")).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];
}
