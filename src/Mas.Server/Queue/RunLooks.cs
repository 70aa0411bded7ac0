using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Learning;

namespace Mas.Server.Queue;

/// <summary>
/// What run folders tell, read again only where a journal has grown. Thread-safe.
/// </summary>
/// <param name="directory">The folder of the runs.</param>
/// <param name="catalogue">What runs choose from.</param>
internal sealed class RunLooks(string directory, RunCatalogue catalogue)
{
    // The status looks at every run there is: more than this are not kept for long.
    private readonly BoundedCache<string, (long Length, RunLook Look)> _looks = new(10_000);

    /// <summary>The folder of a run.</summary>
    internal string Folder(string run) => Path.Combine(directory, run);

    /// <summary>What a run's folder tells now.</summary>
    internal RunLook Of(string run)
    {
        var journal = new FileInfo(Path.Combine(Folder(run), Journal.FileName));
        var length = journal.Exists ? journal.Length : 0;
        if (_looks.TryGet(run, out var known) && known.Length == length && length > 0)
        {
            return known.Look;
        }

        var look = RunLook.At(Folder(run), catalogue);
        _looks.Set(run, (length, look));
        return look;
    }
}
