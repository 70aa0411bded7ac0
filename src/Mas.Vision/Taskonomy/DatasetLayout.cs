using Mas.Learning;
using Mas.Learning.Tasks;

namespace Mas.Vision.Taskonomy;

/// <summary>
/// Finds the files of a data set from directory listings alone: DIR/FOLDER/BUILDING/point_P_view_V_domain_FOLDER.png,
/// every fault that a listing shows, and what is there but not used.
/// </summary>
internal sealed class DatasetLayout
{
    private readonly string _directory;
    private readonly IReadOnlyList<LearningTask> _tasks;
    private readonly IReadOnlyList<MapFormat> _formats;
    private readonly Exclusions _exclusions;
    private readonly FaultList _faults;
    private readonly UnusedEntries _unused = new();

    // The folders of pictures and of the tasks' maps, and those that only serve the mask: a view may do without.
    private readonly string[] _needed, _optional;

    private DatasetLayout(
        string directory, IReadOnlyList<LearningTask> tasks, IReadOnlyList<string> exclude, FaultList faults)
    {
        (_directory, _tasks, _exclusions, _faults) = (directory, tasks, new Exclusions(exclude), faults);
        _formats = MapFormat.Of(tasks);
        _needed = [.. _formats.Select(format => format.Folder).Prepend(MapFormat.Picture.Folder).Distinct()];
        _optional = [.. new[] { MapFormat.Mask.Folder, MapFormat.Depth.Folder }.Except(_needed)];
    }

    /// <summary>Finds the files.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="tasks">The tasks whose maps are needed.</param>
    /// <param name="exclude">What is excluded: <see cref="DatasetDescription.Exclude"/>.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="only">The only building to look at; null = all.</param>
    public static DatasetFiles Scan(
        string directory, IReadOnlyList<LearningTask> tasks, IReadOnlyList<string> exclude, FaultList faults,
        string? only = null)
    {
        if (Directory.Exists(directory))
        {
            return new DatasetLayout(directory, tasks, exclude, faults).Scan(only);
        }

        faults.Add($"There is no data set at '{directory}': the folder does not exist.");
        return new([], 0, []);
    }

    private DatasetFiles Scan(string? only)
    {
        (string Folder, string Known)[] misspelled = [.. MapFolders.Misspelled(_directory)];
        string[] missing = [.. _needed.Where(folder => !Directory.Exists(PathOf(folder)))];
        foreach (var folder in missing)
        {
            var like = misspelled.FirstOrDefault(pair => pair.Known == folder).Folder;
            _faults.Add(
                $"The data set '{_directory}' has no folder '{folder}', which {Needer(folder)} needs"
                + (like is null ? "." : $"; it has a folder '{like}'."));
        }

        if (missing.Contains(MapFormat.Picture.Folder))
        {
            return new([], 0, []);
        }

        string[] folders = [.. _needed.Except(missing)];
        string[] names =
        [
            .. folders.SelectMany(folder => FolderEntries.Folders(PathOf(folder)))
                .Where(name => only is null || name == only)
                .Distinct().Order(StringComparer.Ordinal),
        ];
        if (names.Length == 0)
        {
            _faults.Add(only is not null
                ? $"The data set '{_directory}' has no building '{only}'."
                : $"The data set '{_directory}' has no buildings: '{PathOf(MapFormat.Picture.Folder)}' holds no "
                    + "folder.");
        }

        BuildingFiles[] buildings = [.. names.Select(name => ScanBuilding(name, folders)).OfType<BuildingFiles>()];
        foreach (var folder in only is null && buildings.Length > 0
            ? folders.Except(buildings.SelectMany(building => building.Fields)).Except([MapFormat.Picture.Folder]) : [])
        {
            _faults.Add(
                $"No building of the data set '{_directory}' has '{folder}' maps, which {Needer(folder)} needs.");
        }

        foreach (var name in _exclusions.Unmet.Where(name => !IsThere(name)))
        {
            _faults.Add(
                $"{DatasetDescription.FileName} excludes '{name}', which does not exist; remove it from exclude.");
        }

        if (buildings.Length == 0 && _exclusions.Views > 0)
        {
            _faults.Add(
                $"{DatasetDescription.FileName} excludes every view of "
                + (only is null ? $"the data set '{_directory}'." : $"the building '{only}'."));
        }

        foreach (var folder in folders.Concat(_optional))
        {
            NoteUnused(folder, only is null ? names : null);
        }

        return new(buildings, _exclusions.Views, [.. Notes(misspelled, buildings).Select(PlainText.Of)]);
    }

    private BuildingFiles? ScanBuilding(string building, string[] folders)
    {
        if (PlainText.Fault("The name of a building's folder", building) is { } fault)
        {
            _faults.Add(fault);
            return null;
        }

        var found = new Dictionary<string, Dictionary<ViewName, string>>();
        var excluded = _exclusions.Has(building);
        foreach (var folder in folders)
        {
            var path = PathOf(folder, building);
            if (Directory.Exists(path))
            {
                // A building may lack a task's maps: it trains the other tasks.
                var files = List(folder, building, folder, isNeeded: !excluded);
                if (files.Count > 0 || folder == MapFormat.Picture.Folder)
                {
                    found[folder] = files;
                }

                continue;
            }

            var like = FolderEntries.Folders(PathOf(folder))
                .FirstOrDefault(name => name.Equals(building, StringComparison.OrdinalIgnoreCase));
            if (!excluded && (like is not null || folder == MapFormat.Picture.Folder))
            {
                _faults.Add(
                    $"The building '{building}' has no '{folder}' maps: there is no folder '{path}'"
                    + (like is null ? "." : $", but one named '{like}'; upper and lower case must be the same."),
                    building);
            }
        }

        // A mask's file may name another domain: the published ones do.
        var optional = _optional.ToDictionary(
            folder => folder, folder => List(folder, building, folder == MapFormat.Mask.Folder ? null : folder, false));
        ViewName[] views = [.. found.Values.SelectMany(files => files.Keys).Distinct().Order()];
        foreach (var view in views.Where(view => _exclusions.Has(building, view)))
        {
            _exclusions.Count(building, view);
        }

        if (excluded)
        {
            return null;
        }

        ViewName[] kept = [.. views.Where(view => !_exclusions.Has(building, view))];
        if (views.Length == 0)
        {
            _faults.Add(
                $"The building '{building}' of the data set '{_directory}' is empty: it has no views.", building);
        }

        NoteWithoutPicture(building, optional, views);
        ViewFiles[] complete =
            [.. kept.Select(view => Complete(building, view, found, optional)).OfType<ViewFiles>()];
        return kept.Length == 0 && views.Length > 0 ? null : new BuildingFiles(
            building, complete, [.. _formats.Select(format => format.Folder).Where(found.ContainsKey)]);
    }

    /// <summary>The files of a view, or null and a fault if one is missing that other views of the building have.</summary>
    private ViewFiles? Complete(
        string building, ViewName view, Dictionary<string, Dictionary<ViewName, string>> found,
        Dictionary<string, Dictionary<ViewName, string>> optional)
    {
        string[] lacking = [.. found.Keys.Where(folder => !found[folder].ContainsKey(view))];
        foreach (var folder in lacking)
        {
            var file = Path.Combine(PathOf(folder, building), view.FileName(folder));
            _faults.Add(
                $"The view '{view}' of building '{building}' has no '{folder}' map: '{file}' is missing.",
                Exclusions.NameOf(building, view));
        }

        return lacking.Length > 0 || !found.ContainsKey(MapFormat.Picture.Folder)
            ? null
            : new ViewFiles(
                view, found[MapFormat.Picture.Folder][view], Serving(MapFormat.Mask), Serving(MapFormat.Depth),
                [.. _formats.Select(format => found.GetValueOrDefault(format.Folder)?[view])]);

        string? Serving(MapFormat format) =>
            (found.GetValueOrDefault(format.Folder) ?? optional.GetValueOrDefault(format.Folder))?.GetValueOrDefault(view);
    }

    private Dictionary<ViewName, string> List(string folder, string building, string? domain, bool isNeeded)
    {
        var path = PathOf(folder, building);
        var files = new Dictionary<ViewName, string>();
        foreach (var name in FolderEntries.Files(path))
        {
            var file = Path.Combine(path, name);
            if (!name.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            {
                _unused.AddFile(folder, "not PNG", $"{building}/{name}");
            }
            else if (ViewName.TryParse(name, domain, out var view))
            {
                Add(view, file);
            }
            else if (isNeeded)
            {
                _faults.Add($"The name of '{file}' is not of the form {Form(folder)}.");
            }
            else
            {
                _unused.AddFile(folder, $"not of the form {Form(folder)}", $"{building}/{name}");
            }
        }

        foreach (var name in FolderEntries.Folders(path))
        {
            _unused.AddFolder(folder, "inside a building's folder", $"{building}/{name}");
        }

        return files;

        void Add(ViewName view, string file)
        {
            if (!files.TryAdd(view, file) && !_exclusions.Has(building, view))
            {
                _faults.Add(
                    $"The files '{files[view]}' and '{file}' claim the same view.", Exclusions.NameOf(building, view));
            }
        }
    }

    // A mask or depth that serves no picture.
    private void NoteWithoutPicture(
        string building, Dictionary<string, Dictionary<ViewName, string>> optional, ViewName[] views)
    {
        foreach (var (folder, files) in optional)
        {
            foreach (var view in files.Keys.Except(views).Order())
            {
                _unused.AddFile(
                    folder, $"no such view in {MapFormat.Picture.Folder}",
                    $"{building}/{Path.GetFileName(files[view])}");
            }
        }
    }

    private void NoteUnused(string folder, string[]? buildings)
    {
        foreach (var name in FolderEntries.Files(PathOf(folder)))
        {
            _unused.AddFile(folder, "not in a building's folder", name);
        }

        if (buildings is null)
        {
            return;
        }

        foreach (var name in FolderEntries.Folders(PathOf(folder)).Except(buildings))
        {
            _unused.AddFolder(folder, $"no such building in {MapFormat.Picture.Folder}", name);
        }
    }

    private IEnumerable<string> Notes((string Folder, string Known)[] misspelled, BuildingFiles[] buildings)
    {
        if (_exclusions.Views > 0)
        {
            yield return $"{DatasetDescription.FileName} excludes {Plural.Of(_exclusions.Views, "view")}.";
        }

        foreach (var (folder, known) in misspelled)
        {
            yield return $"The folder '{folder}' is not used; did you mean {known}?";
        }

        foreach (var sentence in _unused.Sentences)
        {
            yield return sentence;
        }

        var views = buildings.Sum(building => building.Views.Count);
        foreach (var folder in _optional.Where(folder => Directory.Exists(PathOf(folder))))
        {
            var files = buildings.Sum(building => building.Views.Count(view =>
                (folder == MapFormat.Mask.Folder ? view.Mask : view.Depth) is not null));
            if (files < views)
            {
                yield return $"{folder} has files for {files} of {Plural.Of(views, "view")}.";
            }
        }
    }

    // An exclusion may name a view that only a map of another task has.
    private bool IsThere(string name)
    {
        var view = Exclusions.Parse(name);
        return MapFolders.Known.Any(folder => view is var (building, wanted)
            ? FolderEntries.Files(PathOf(folder, building))
                .Any(file => ViewName.TryParse(file, null, out var found) && found == wanted)
            : Directory.Exists(PathOf(folder, name)));
    }

    private string PathOf(params ReadOnlySpan<string> inside) => Path.Combine([_directory, .. inside]);

    private static string Form(string folder) => $"point_P_view_V_domain_{folder}.png";

    private string Needer(string folder) =>
        _tasks.FirstOrDefault(task => task.Field == folder) is { } task && folder != MapFormat.Picture.Folder
            ? $"the task {task.Label}" : "every task";
}
