using Mas.Cli.Parsing;
using Mas.Federation.Comparisons;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Files;
using Mas.Reports.Stories;

namespace Mas.Cli.Verbs;

/// <summary>Finds the runs of a folder: those in it, and those of the comparisons in it.</summary>
internal sealed class RunListing
{
    private readonly string _folder;
    private readonly List<ListedRun> _runs = [];
    private readonly List<string> _skipped = [];

    private RunListing(string folder) => _folder = folder;

    /// <summary>The runs. What is not a run or cannot be read is named and left out.</summary>
    /// <param name="folder">The folder, which may itself be a run or a comparison.</param>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static ListedRuns Of(string folder)
    {
        var listing = new RunListing(folder);
        foreach (var path in IsOfMas(folder) ? [folder] : Children(folder))
        {
            listing.Unless(() => listing.Add(path));
        }

        return new(
            folder, [.. listing._runs.OrderBy(run => run.Started).ThenBy(run => run.Name, StringComparer.Ordinal)],
            listing._skipped);
    }

    private static bool IsOfMas(string path) => File.Exists(Path.Combine(path, RunFolder.OptionsFileName))
        || File.Exists(Path.Combine(path, ComparisonFolder.OptionsFileName));

    private static string[] Children(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateDirectories(folder).Where(path =>
                    !Path.GetFileName(path).StartsWith('.') && !NewFolder.IsPartial(path)),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be listed: {fault.Message}", fault);
        }
    }

    private void Add(string path)
    {
        if (!ComparisonFolder.Is(path))
        {
            _runs.Add(Read(path));
            return;
        }

        foreach (var run in ComparisonFolder.Open(path, CommandCatalogue.Runs).Runs.Where(run => run.IsBegun))
        {
            Unless(() => _runs.Add(Read(run.Path)));
        }
    }

    /// <summary>Adds what an action adds, unless a folder cannot be read: then that is said.</summary>
    private void Unless(Action add)
    {
        try
        {
            add();
        }
        catch (Exception fault) when (fault is InputException or IOException or UnauthorizedAccessException)
        {
            _skipped.Add(fault.Message);
        }
    }

    private ListedRun Read(string path)
    {
        using var folder = RunFolder.Look(path, CommandCatalogue.Learning);
        var story = RunStory.Read(folder, CommandCatalogue.Runs);
        var (options, history) = (story.Options, story.History);
        double?[] losses = [.. story.Tasks.Select(story.TestLoss)];
        var name = Path.GetRelativePath(_folder, path) is "." ? Path.GetFileName(Path.GetFullPath(path)) : Path.GetRelativePath(_folder, path);
        return new(
            name.Replace(Path.DirectorySeparatorChar, '/'), options.Method, story.Tasks, options.Seed,
            history.Finished is not null ? RunState.Finished
                : FolderLock.IsHeld(path) ? RunState.Running : RunState.Interrupted,
            RunWork.Round(story), options.Rounds, losses.Contains(null) ? null : losses.Sum(),
            history.Events.FirstOrDefault()?.Time, history.Events.LastOrDefault()?.Time,
            new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
    }
}
