namespace Mas.Tests.House;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<string> _root = new(FindRoot);

    private static readonly Lazy<IReadOnlyList<SourceFile>> _source = new(() => Read("src"));

    private static readonly Lazy<IReadOnlyList<SourceFile>> _tests = new(() => Read("tests"));

    private static readonly Lazy<IReadOnlyList<SourceFile>> _bench = new(() => Read("bench"));

    private static readonly Lazy<IReadOnlyList<SourceFile>> _samples = new(() => Read("samples"));

    /// <summary>The folder that holds the solution.</summary>
    internal static string Root => _root.Value;

    /// <summary>Every C# file of the four projects.</summary>
    internal static IReadOnlyList<SourceFile> Source => _source.Value;

    /// <summary>Every C# file of the tests.</summary>
    internal static IReadOnlyList<SourceFile> Tests => _tests.Value;

    /// <summary>Every C# file of the benchmarks.</summary>
    internal static IReadOnlyList<SourceFile> Bench => _bench.Value;

    /// <summary>Every C# file of the samples.</summary>
    internal static IReadOnlyList<SourceFile> Samples => _samples.Value;

    /// <summary>The text of a file, by its path from the root.</summary>
    internal static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The pages people read, by their paths from the root.</summary>
    internal static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "bench"), "*.md"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.md"))
            .Select(Relative)
            .Order(StringComparer.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static SourceFile[] Read(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (path, place: Relative(path)))
            .Where(file => !file.place.Contains("/obj/") && !file.place.Contains("/bin/"))
            .OrderBy(file => file.place, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.place, File.ReadAllText(file.path))),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mas.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Mas.slnx above {AppContext.BaseDirectory}.");
    }
}
