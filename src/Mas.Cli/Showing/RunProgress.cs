using Mas.Cli.Parsing;
using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Reports.Stories;

namespace Mas.Cli.Showing;

/// <summary>
/// How far a run has come, as its events tell it: what a person watching it wants to know. Not thread-safe;
/// the view that shows it takes turns.
/// </summary>
internal sealed class RunProgress
{
    private readonly List<JournalEvent> _events;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly SortedSet<(string Stage, string Client)> _busy = [];

    /// <summary>The progress of a run.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="past">Events of the run from before this process, where it is resumed.</param>
    /// <param name="clock">What time is told by.</param>
    public RunProgress(RunOptions options, IReadOnlyList<JournalEvent> past, TimeProvider clock)
    {
        _events = [.. past];
        _clock = clock;
        _start = clock.GetTimestamp();
        Story = new RunStory(options, RunHistory.Of(_events), CommandCatalogue.Runs);
    }

    /// <summary>The run so far.</summary>
    public RunStory Story { get; private set; }

    /// <summary>The stage and the client of every training now going on.</summary>
    public IReadOnlyCollection<(string Stage, string Client)> Busy => _busy;

    /// <summary>What is being done before, between or after the rounds, such as making pictures.</summary>
    public string Note { get; set; } = "";

    /// <summary>
    /// The data being prepared before the rounds, and the share of it that is done; null once that is finished.
    /// </summary>
    public (string What, double Share)? Preparing { get; set; }

    /// <summary>Time since this process took up the run.</summary>
    public double SecondsGone => _clock.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Share of the whole run that is done, 0 to 1.</summary>
    public double ShareDone => RunWork.Done(Story) / RunWork.All(Story);

    /// <summary>About how many seconds of training are left; null until a round has been timed.</summary>
    public double? SecondsLeft => RunWork.SecondsLeft(Story);

    /// <summary>The number of the last round finished, the slowest stage counting; 0 before the first.</summary>
    public int Round => RunWork.Round(Story);

    /// <summary>Takes in an event.</summary>
    public void Add(JournalEvent happened)
    {
        _events.Add(happened);
        Preparing = null;

        // The data may define the tasks: the run that has begun says which there are.
        var options = happened is RunStarted begun ? begun.Options with { Learning = Story.Options.Learning } : Story.Options;
        Story = new RunStory(options, RunHistory.Of(_events), CommandCatalogue.Runs);
    }

    /// <summary>Takes in that a client began or ended its training.</summary>
    public void Trained(string stage, string client, bool started)
    {
        if (started)
        {
            _busy.Add((stage, client));
        }
        else
        {
            _busy.Remove((stage, client));
        }
    }
}
