using Mas.Federation.Journals;
using Mas.Federation.Reports;
using Mas.Federation.Runs;

namespace Mas.Cli.Showing;

/// <summary>
/// How far a run has come, as its events tell it: what a person watching it wants to know. Not thread-safe; whoever
/// shows it takes turns.
/// </summary>
internal sealed class RunProgress
{
    // A round trains one encoder and a decoder a task. How much dearer the encoder is depends on its size; this guess
    // only shapes the estimate of what is left until rounds of every stage have been timed.
    private const double EncoderWeight = 4;

    private readonly List<JournalEvent> _events;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private double _doneBefore;
    private readonly SortedSet<(string Stage, string Client)> _busy = [];
    private long? _trainingStart;

    /// <summary>The progress of a run.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="past">Events of the run from before this process, where it is resumed.</param>
    /// <param name="clock">What time is told by.</param>
    public RunProgress(RunOptions options, IReadOnlyList<JournalEvent> past, TimeProvider clock)
    {
        _events = [.. past];
        _clock = clock;
        _start = clock.GetTimestamp();
        Story = new RunStory(options, RunHistory.Of(_events));
        _doneBefore = WeightDone();
    }

    /// <summary>The run so far.</summary>
    public RunStory Story { get; private set; }

    /// <summary>The stage and the client of every training now going on.</summary>
    public IReadOnlyCollection<(string Stage, string Client)> Busy => _busy;

    /// <summary>What is being done before, between or after the rounds, such as making pictures.</summary>
    public string Note { get; set; } = "";

    /// <summary>Time since this process took up the run.</summary>
    public double SecondsGone => _clock.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Share of the whole run that is done, 0 to 1.</summary>
    public double ShareDone => WeightDone() / WeightAll();

    /// <summary>About how long it will still take; null until a round has been timed.</summary>
    public double? SecondsLeft
    {
        get
        {
            var done = WeightDone() - _doneBefore;
            var seconds = _clock.GetElapsedTime(_trainingStart ?? _start).TotalSeconds;
            return done > 0 ? (WeightAll() - WeightDone()) / done * seconds : null;
        }
    }

    /// <summary>The number of the last round finished, the slowest stage counting; 0 before the first.</summary>
    public int Round
    {
        get
        {
            var going = Story.History.Stages.Where(stage => stage.Rounds.Count < stage.Started.Rounds).ToList();
            return Story.History.Stages.Count == 0 ? 0
                : going.Count > 0 ? going.Min(stage => stage.Started.FirstRound + stage.Rounds.Count - 1)
                : Story.History.Stages.Max(stage => stage.Started.FirstRound + stage.Started.Rounds - 1);
        }
    }

    /// <summary>Takes in an event.</summary>
    public void Add(JournalEvent happened)
    {
        _events.Add(happened);
        if (happened is RoundsReused reused && Story.History.Stage(reused.Stage) is { } stage)
            _doneBefore += Weight(stage.Tasks.Count) * reused.Rounds;
        Story = new RunStory(Story.Options, RunHistory.Of(_events));
    }

    /// <summary>Takes in that a client began or ended its training.</summary>
    public void Trained(string stage, string client, bool started)
    {
        _trainingStart ??= _clock.GetTimestamp();
        if (started)
            _busy.Add((stage, client));
        else
            _busy.Remove((stage, client));
    }

    private static double Weight(int tasks) => EncoderWeight + tasks;

    private double WeightDone() => Story.History.Stages.Sum(stage => Weight(stage.Tasks.Count) * stage.Rounds.Count);

    // What the options tell beforehand, or more where the stages begun show that there is more.
    private double WeightAll() => Math.Max(
        Planned(Story.Options),
        Story.History.Stages.Sum(stage => Weight(stage.Tasks.Count) * stage.Started.Rounds));

    private static double Planned(RunOptions options)
    {
        var tasks = options.Tasks.Length;
        var groups = (Math.Max(options.Groups, 1) * EncoderWeight) + tasks;
        return options.Method switch
        {
            "merge-and-split" =>
                (options.MergeRounds * Weight(tasks)) + ((options.Rounds - options.MergeRounds) * groups),
            "one-by-one" => options.Rounds * tasks * Weight(1),
            "tag" => options.Rounds * (Weight(tasks) + groups),
            "hoa" => options.Rounds * ((tasks * Weight(1)) + (tasks * (tasks - 1) / 2 * Weight(2))),
            _ => options.Rounds * Weight(tasks),
        };
    }
}
