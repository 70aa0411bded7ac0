using Mas.Cli.Parsing;
using Mas.Cli.Showing;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Server.Queue;

namespace Mas.Cli.Fleets;

/// <summary>
/// Tells of a fleet in plain lines: what its runs do, each line with the run's name, and operators' deeds.
/// </summary>
internal sealed class FleetLog : IDisposable
{
    private readonly Terminal _terminal;
    private readonly TextWriter _writer;
    private readonly Fleet _fleet;
    private readonly Dictionary<string, PlainView> _views = [];
    private readonly Lock _gate = new();

    /// <summary>Begins to tell.</summary>
    /// <param name="terminal">What is known of who reads it.</param>
    /// <param name="writer">Where to tell it.</param>
    /// <param name="fleet">The fleet.</param>
    internal FleetLog(Terminal terminal, TextWriter writer, Fleet fleet)
    {
        (_terminal, _writer, _fleet) = (terminal, writer, fleet);
        fleet.Journaled += Happened;
        fleet.Noted += Note;
    }

    /// <summary>Tells a sentence.</summary>
    internal void Note(string sentence)
    {
        lock (_gate)
        {
            _writer.WriteLine(sentence);
            _writer.Flush();
        }
    }

    /// <summary>Tells no more.</summary>
    public void Dispose()
    {
        _fleet.Journaled -= Happened;
        _fleet.Noted -= Note;
    }

    private void Happened(string run, JournalEvent happened)
    {
        lock (_gate)
        {
            if (!_views.TryGetValue(run, out var view))
            {
                _views.Add(run, view = View(run));
            }

            view.Happened(happened);
            if (happened is RunFinished)
            {
                _views.Remove(run);
            }
        }
    }

    /// <summary>The view of a run, with what its journal had before the event that is to be shown now.</summary>
    private PlainView View(string run)
    {
        using var folder = RunFolder.Look(_fleet.FolderOf(run), CommandCatalogue.Learning);
        var past = RunHistory.Read(folder.JournalPath).Events.SkipLast(1).ToArray();
        return new PlainView(
            _terminal, _writer, new RunProgress(folder.Options, past, TimeProvider.System), $"{run}  ");
    }
}
