namespace Mas.Learning.Data;

/// <summary>
/// What lies in a folder, but for what systems and tools leave there (hidden files, <c>@eaDir</c>, <c>Thumbs.db</c>):
/// that is never a view and not worth naming.
/// </summary>
internal static class FolderEntries
{
    private static readonly string[] Clutter = ["@eaDir", "Thumbs.db", "desktop.ini", "__MACOSX"];

    /// <summary>The names of the files, in ordinal order; none where there is no folder.</summary>
    public static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Names(Directory.EnumerateFiles(path)) : [];

    /// <summary>The names of the folders inside, in ordinal order; none where there is no folder.</summary>
    public static IEnumerable<string> Folders(string path) =>
        Directory.Exists(path) ? Names(Directory.EnumerateDirectories(path)) : [];

    private static IEnumerable<string> Names(IEnumerable<string> paths) => paths.Select(path => Path.GetFileName(path))
        .Where(name => !name.StartsWith('.') && !Clutter.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);
}
