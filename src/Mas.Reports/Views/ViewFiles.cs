using Mas.Federation.Runs;
using Mas.Learning.Files;
using Mas.Vision.Pictures;

namespace Mas.Reports.Views;

/// <summary>
/// The views of a run's report as files: a folder a view under <c>figures/views</c>, in it <c>picture.png</c>, and for
/// every task <c>depth-predicted.png</c> and, where the truth is known, <c>depth-true.png</c>; <c>classes.json</c> says
/// which color is which class.
/// </summary>
public static class ViewFiles
{
    /// <summary>The file of what the models were given.</summary>
    public const string Picture = "picture.png";

    private const string Classes = "classes.json";

    /// <summary>The file of a task's predicted map.</summary>
    public static string Predicted(string task) => $"{task.Replace(' ', '-')}-predicted.png";

    /// <summary>The file of a task's true map.</summary>
    public static string Truth(string task) => $"{task.Replace(' ', '-')}-true.png";

    /// <summary>The views whose files exist, by name; empty if none have been drawn.</summary>
    /// <exception cref="IOException">A file cannot be read; the message names it.</exception>
    public static IReadOnlyList<ReportView> Read(RunFolder folder)
    {
        var tasks = folder.Options.TaskSet().Select(task => task.Label).ToList();
        return
        [
            .. Folders(folder).Where(view => File.Exists(Path.Combine(view, Picture))).Select(view => new ReportView(
                Path.GetFileName(view),
                File.ReadAllBytes(Path.Combine(view, Picture)),
                [
                    .. tasks.Where(task => File.Exists(Path.Combine(view, Predicted(task)))).Select(task => new ReportMap(
                        task,
                        File.ReadAllBytes(Path.Combine(view, Predicted(task))),
                        File.Exists(Path.Combine(view, Truth(task)))
                            ? File.ReadAllBytes(Path.Combine(view, Truth(task))) : null)),
                ])
            {
                Classes = ReadClasses(Path.Combine(view, Classes)),
            }),
        ];
    }

    /// <summary>The path of a view's file, looked up among those there are; null where there is none.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="view">The view's name.</param>
    /// <param name="file">The file's name.</param>
    public static string? Find(RunFolder folder, string view, string file) =>
        Folders(folder).Where(path => Path.GetFileName(path) == view).SelectMany(Directory.EnumerateFiles)
            .FirstOrDefault(path => Path.GetFileName(path) == file && path.EndsWith(".png", StringComparison.Ordinal));

    /// <summary>Writes the files of these views in place of those that were there.</summary>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    internal static void Write(RunFolder folder, IReadOnlyList<ReportView> views)
    {
        if (Directory.Exists(folder.ViewsPath))
        {
            Directory.Delete(folder.ViewsPath, recursive: true);
        }

        foreach (var view in views)
        {
            var place = Path.Combine(folder.ViewsPath, view.Name);
            Directory.CreateDirectory(place);
            Write(place, Picture, view.Picture);
            if (view.Classes.Count > 0)
            {
                DurableFile.WriteJson(
                    Path.Combine(place, Classes), view.Classes, ReportJson.Default.IReadOnlyListClassColor);
            }

            foreach (var map in view.Maps)
            {
                Write(place, Predicted(map.Task), map.Predicted);
                if (map.Truth is { } truth)
                {
                    Write(place, Truth(map.Task), truth);
                }
            }
        }
    }

    private static IEnumerable<string> Folders(RunFolder folder) =>
        Directory.Exists(folder.ViewsPath)
            ? Directory.EnumerateDirectories(folder.ViewsPath).Order(StringComparer.Ordinal) : [];

    // Runs of earlier versions have none.
    private static IReadOnlyList<ClassColor> ReadClasses(string path) =>
        File.Exists(path) ? DurableFile.ReadJson(path, ReportJson.Default.IReadOnlyListClassColor) : [];

    private static void Write(string place, string name, byte[] png) =>
        DurableFile.Write(Path.Combine(place, name), stream => stream.Write(png));
}
