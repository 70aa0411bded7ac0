using Mas.Federation.Catalogues;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Reports.Stories;

namespace Mas.Dashboard.Live;

/// <summary>
/// Runs as their folders tell them, for all pages together: a journal is read once, and again only when it has grown.
/// Thread-safe.
/// </summary>
/// <param name="catalogue">What runs choose from.</param>
internal sealed class RunStories(RunCatalogue catalogue)
{
    /// <summary>Runs that are kept, those that pages have asked for last.</summary>
    internal const int Most = 32;

    private readonly BoundedCache<string, (long Length, RunStory Story)> _read = new(Most);

    /// <summary>The run of a folder, as it is now.</summary>
    /// <exception cref="Mas.Learning.InputException">It is no run folder, or a file in it is damaged.</exception>
    internal RunStory Read(string folder)
    {
        var found = RunFolder.Look(folder, catalogue.Learning);
        var length = LengthOf(found.JournalPath);
        if (_read.TryGet(folder, out var known) && known.Length == length)
        {
            return known.Story;
        }

        var story = RunStory.Read(found, catalogue);
        _read.Set(folder, (length, story));
        return story;
    }

    /// <summary>Whether a journal that was read has grown since; a run that has finished grows no more.</summary>
    internal bool HaveGrown() => _read.Snapshot().Any(entry => entry.Value.Story.History.Finished is null
        && LengthOf(Path.Combine(entry.Key, Federation.Journals.Journal.FileName)) != entry.Value.Length);

    private static long LengthOf(string journal) => new FileInfo(journal) is { Exists: true } file ? file.Length : 0;
}
