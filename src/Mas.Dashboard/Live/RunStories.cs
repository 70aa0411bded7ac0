using Mas.Federation.Reports;
using Mas.Federation.Runs;

namespace Mas.Dashboard.Live;

/// <summary>
/// Runs as their folders tell them, for all pages together: a journal is read once, and again only when it has grown.
/// Thread-safe.
/// </summary>
internal sealed class RunStories
{
    private const int Most = 32;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (long Length, long Asked, RunStory Story)> _read = [];
    private long _asked;

    /// <summary>The run of a folder, as it is now.</summary>
    /// <exception cref="Mas.Learning.InputException">It is no run folder, or a file in it is damaged.</exception>
    internal RunStory Read(string folder)
    {
        lock (_turn)
        {
            var found = RunFolder.Look(folder);
            var length = LengthOf(found.JournalPath);
            var story = _read.TryGetValue(folder, out var known) && known.Length == length
                ? known.Story : RunStory.Read(found);
            _read[folder] = (length, _asked++, story);
            if (_read.Count > Most)
                _read.Remove(_read.MinBy(entry => entry.Value.Asked).Key);
            return story;
        }
    }

    /// <summary>Whether a journal that was read has grown since; a run that has finished grows no more.</summary>
    internal bool HaveGrown()
    {
        lock (_turn)
        {
            return _read.Any(entry => entry.Value.Story.History.Finished is null
                && LengthOf(Path.Combine(entry.Key, Federation.Journals.Journal.FileName)) != entry.Value.Length);
        }
    }

    private static long LengthOf(string journal) => new FileInfo(journal) is { Exists: true } file ? file.Length : 0;
}
