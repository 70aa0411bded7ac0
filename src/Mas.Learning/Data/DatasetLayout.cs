using Mas.Learning.Tasks;

namespace Mas.Learning.Data;

/// <summary>
/// Finds the files of a data set from directory listings alone: DIR/FOLDER/BUILDING/point_P_view_V_domain_FOLDER.png,
/// and every fault that a listing shows.
/// </summary>
internal static class DatasetLayout
{
    /// <summary>Finds the files.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="tasks">The tasks whose maps are needed.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="only">The only building to look at; null = all.</param>
    /// <returns>The buildings by name in ordinal order, with the views that lack nothing.</returns>
    public static IReadOnlyList<BuildingFiles> Scan(
        string directory, IReadOnlyList<LearningTask> tasks, FaultList faults, string? only = null)
    {
        if (!Directory.Exists(directory))
        {
            faults.Add($"There is no data set at '{directory}': the folder does not exist.");
            return [];
        }

        string[] needed = [.. tasks.Select(task => task.Folder).Prepend(MapFormat.Picture.Folder).Distinct()];
        string[] missing = [.. needed.Where(folder => !Directory.Exists(Path.Combine(directory, folder)))];
        foreach (string folder in missing)
        {
            faults.Add(
                $"The data set '{directory}' has no folder '{folder}', which {Needer(folder, tasks)} needs.");
        }

        if (missing.Contains(MapFormat.Picture.Folder))
            return [];
        needed = [.. needed.Except(missing)];
        string[] names =
        [
            .. needed.SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(directory, folder)))
                .Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.'))
                .Where(name => only is null || name == only)
                .Distinct().Order(StringComparer.Ordinal),
        ];
        if (names.Length == 0 && only is not null)
        {
            faults.Add($"The data set '{directory}' has no building '{only}'.");
        }
        else if (names.Length == 0)
        {
            faults.Add(
                $"The data set '{directory}' has no buildings: '{Path.Combine(directory, MapFormat.Picture.Folder)}' "
                + "holds no folder.");
        }

        return [.. names.Select(name => ScanBuilding(directory, name, tasks, needed, faults))];
    }

    private static BuildingFiles ScanBuilding(
        string directory, string building, IReadOnlyList<LearningTask> tasks, string[] folders, FaultList faults)
    {
        var found = new Dictionary<string, Dictionary<ViewName, string>>();
        foreach (string folder in folders)
        {
            string path = Path.Combine(directory, folder, building);
            if (Directory.Exists(path))
                found[folder] = List(path, folder, faults);
            else
                faults.Add($"The building '{building}' has no '{folder}' maps: there is no folder '{path}'.");
        }

        // These two serve the mask; a view may do without.
        Dictionary<ViewName, string> masks = ListOptional(directory, MapFormat.Mask.Folder, building, null);
        Dictionary<ViewName, string> depths =
            ListOptional(directory, MapFormat.Depth.Folder, building, MapFormat.Depth.Folder);

        ViewName[] views = [.. found.Values.SelectMany(files => files.Keys).Distinct().Order()];
        if (views.Length == 0)
            faults.Add($"The building '{building}' of the data set '{directory}' is empty: it has no views.");
        var complete = new List<ViewFiles>();
        foreach (ViewName view in views)
        {
            string[] lacking = [.. found.Keys.Where(folder => !found[folder].ContainsKey(view))];
            foreach (string folder in lacking)
            {
                string file = Path.Combine(directory, folder, building, view.FileName(folder));
                faults.Add($"The view '{view}' of building '{building}' has no '{folder}' map: '{file}' is missing.");
            }

            if (lacking.Length == 0 && tasks.All(task => found.ContainsKey(task.Folder))
                && found.ContainsKey(MapFormat.Picture.Folder))
            {
                complete.Add(new ViewFiles(
                    view,
                    found[MapFormat.Picture.Folder][view],
                    masks.GetValueOrDefault(view),
                    depths.GetValueOrDefault(view),
                    [.. tasks.Select(task => found[task.Folder][view])]));
            }
        }

        return new BuildingFiles(building, complete);
    }

    private static Dictionary<ViewName, string> ListOptional(
        string directory, string folder, string building, string? domain)
    {
        string path = Path.Combine(directory, folder, building);
        return Directory.Exists(path) ? List(path, domain, faults: null) : [];
    }

    private static Dictionary<ViewName, string> List(string path, string? domain, FaultList? faults)
    {
        var files = new Dictionary<ViewName, string>();
        foreach (string file in Directory.EnumerateFiles(path, "*.png").Order(StringComparer.Ordinal))
        {
            if (!ViewName.TryParse(Path.GetFileName(file), domain, out ViewName view))
                faults?.Add($"The name of '{file}' is not of the form point_P_view_V_domain_{domain}.png.");
            else if (!files.TryAdd(view, file))
                faults?.Add($"The files '{files[view]}' and '{file}' claim the same view.");
        }

        return files;
    }

    private static string Needer(string folder, IReadOnlyList<LearningTask> tasks) =>
        tasks.FirstOrDefault(task => task.Folder == folder) is { } task && folder != MapFormat.Picture.Folder
            ? $"the task {task.Name}" : "every task";
}
