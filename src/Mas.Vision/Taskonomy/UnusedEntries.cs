namespace Mas.Vision.Taskonomy;

/// <summary>
/// What is in the folders of a data set's maps but not used: counted, with the first names of each kind.
/// </summary>
internal sealed class UnusedEntries
{
    /// <summary>The most entries named in a sentence.</summary>
    public const int Named = 3;

    private readonly SortedDictionary<(string Folder, string Reason, bool IsFolder), List<string>> _entries = [];

    /// <summary>Adds a file.</summary>
    /// <param name="folder">The map's folder.</param>
    /// <param name="reason">Why it is not used, in a few words.</param>
    /// <param name="name">Its path inside the map's folder.</param>
    public void AddFile(string folder, string reason, string name) => Add((folder, reason, false), name);

    /// <summary>Adds a folder.</summary>
    /// <inheritdoc cref="AddFile"/>
    public void AddFolder(string folder, string reason, string name) => Add((folder, reason, true), name);

    /// <summary>A sentence per map and reason.</summary>
    public IEnumerable<string> Sentences => _entries.Select(pair =>
    {
        var (folder, reason, isFolder) = pair.Key;
        var names = pair.Value;
        var what = (isFolder ? "folder" : "file") + (names.Count == 1 ? " is" : "s are");
        var more = names.Count > Named ? $" and {names.Count - Named} more" : "";
        return $"In {folder} {names.Count} {what} not used ({reason}): {string.Join(", ", names.Take(Named))}{more}.";
    });

    private void Add((string Folder, string Reason, bool IsFolder) key, string name)
    {
        if (_entries.TryGetValue(key, out var names))
        {
            names.Add(name);
        }
        else
        {
            _entries[key] = [name];
        }
    }
}
