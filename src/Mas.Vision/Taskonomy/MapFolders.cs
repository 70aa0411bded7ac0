using Mas.Learning.Files;

namespace Mas.Vision.Taskonomy;

/// <summary>The folders of a data set's maps, and folders with similar names.</summary>
internal static class MapFolders
{
    /// <summary>The folders that Mas reads.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. MapFormat.All.Append(MapFormat.Mask).Select(format => format.Folder)];

    // Taskonomy's folders that no task of Mas needs: right as they are, whatever their names are like.
    private static readonly string[] Others =
    [
        "class_object", "class_scene", "depth_euclidean", "fragments", "keypoints3d", "nonfixated_matches",
        "point_info", "points", "rgb_large", "segment_panoptic", "segment_unsup25d", "segment_unsup2d",
    ];

    /// <summary>The folders whose names are similar to one that Mas reads, with that one.</summary>
    /// <param name="directory">The data set's root.</param>
    public static IEnumerable<(string Folder, string Known)> Misspelled(string directory)
    {
        foreach (var folder in FolderEntries.Folders(directory).Except(Known).Except(Others))
        {
            var near = KnownNames.Nearest(folder, Known)
                ?? Known.FirstOrDefault(known => folder.StartsWith($"{known}_"));
            if (near is not null)
            {
                yield return (folder, near);
            }
        }
    }
}
