namespace Mas.Vision.Taskonomy;

/// <summary>
/// What is in a folder, except for what systems and tools leave there (hidden files, <c>@eaDir</c>, <c>Thumbs.db</c>),
/// which is never a view and not worth reporting.
/// </summary>
internal static class FolderEntries
{
    private static readonly string[] Clutter = ["@eaDir", "Thumbs.db", "desktop.ini", "__MACOSX"];

    /// <summary>The names of the files, in ordinal order; empty if the folder does not exist.</summary>
    public static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Names(Directory.EnumerateFiles(path)) : [];

    /// <summary>The names of the folders inside, in ordinal order; empty if the folder does not exist.</summary>
    public static IEnumerable<string> Folders(string path) =>
        Directory.Exists(path) ? Names(Directory.EnumerateDirectories(path)) : [];

    private static IEnumerable<string> Names(IEnumerable<string> paths) => paths.Select(path => Path.GetFileName(path))
        .Where(name => !name.StartsWith('.') && !Clutter.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);
}
