using System.Text.Json;
using Mas.Federation.Affinities;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning;
using Mas.Learning.Training;

namespace Mas.Federation.Journals;

/// <summary>
/// What the journal tells of a run, for going on with it and for reporting it. Where a stage began again or a round
/// was repeated after a crash, what had come after the repeated point counts no more. Immutable.
/// </summary>
public sealed class RunHistory
{
    private RunHistory(IReadOnlyList<JournalEvent> events)
    {
        Events = events;
        Started = events.OfType<RunStarted>().FirstOrDefault();
        Data = events.OfType<DataOpened>().FirstOrDefault();
        Constants = events.OfType<ConstantsTested>().LastOrDefault();
        Held = events.OfType<SplitHeld>().LastOrDefault();
        Split = events.OfType<SplitChosen>().LastOrDefault();
        Predicted = events.OfType<GroupsPredicted>().LastOrDefault();
        Joined = [.. events.OfType<TaskJoined>()];
        Placed = [.. events.OfType<TaskPlaced>()];
        Served = events.OfType<TasksServed>().LastOrDefault();
        Finished = events.OfType<RunFinished>().LastOrDefault();
        Warnings = [.. events.OfType<Warning>()];
        Resumptions = [.. events.OfType<Resumed>()];
        Stages = StageLedger.Of(events);
    }

    /// <summary>Every event, in the order of the journal, repeats included.</summary>
    public IReadOnlyList<JournalEvent> Events { get; }

    /// <summary>How the run began, or null where it stopped before that was on record.</summary>
    public RunStarted? Started { get; }

    /// <summary>What the run is trained on, or null if that was not recorded.</summary>
    public DataOpened? Data { get; }

    /// <summary>Every stage, in the order they first began.</summary>
    public IReadOnlyList<StageHistory> Stages { get; }

    /// <summary>
    /// The best constant outputs and their losses, or null if they are not tested yet, or an older version did not test
    /// them.
    /// </summary>
    public ConstantsTested? Constants { get; }

    /// <summary>The groups that were held for approval, or null where none were.</summary>
    public SplitHeld? Held { get; }

    /// <summary>The groups chosen by affinity, or null where none were.</summary>
    public SplitChosen? Split { get; }

    /// <summary>The groups chosen by predicted losses, or null where none were.</summary>
    public GroupsPredicted? Predicted { get; }

    /// <summary>The tasks that joined the run while it trained, in the order in which they did.</summary>
    public IReadOnlyList<TaskJoined> Joined { get; }

    /// <summary>Where tasks that arrived after the split went, in the order in which they did.</summary>
    public IReadOnlyList<TaskPlaced> Placed { get; }

    /// <summary>Which models serve which tasks, or null where training is not over yet.</summary>
    public TasksServed? Served { get; }

    /// <summary>Every warning.</summary>
    public IReadOnlyList<Warning> Warnings { get; }

    /// <summary>How many clients have labels of each task; null in a journal of a version that did not count them.</summary>
    public ClientLabels? Labels => Started?.Labels is { } labels
        ? labels with
        {
            ByTask = labels.ByTask.Concat(Joined.Select(joined => KeyValuePair.Create(joined.Task, joined.Clients)))
                .ToDictionary(),
        }
        : null;

    /// <summary>
    /// The stage whose measurements the split was chosen by, or before the split the latest that has measured; null where
    /// no client has measured an affinity.
    /// </summary>
    public StageHistory? Measured
    {
        get
        {
            StageHistory[] measured = [.. Stages.Where(stage => stage.Rounds.Any(round => round.Affinity is not null))];
            return Split is null
                ? measured.LastOrDefault()
                : measured.FirstOrDefault(stage => Split.Of(stage.Tasks).Count == Split.Affinity.Length)
                    ?? measured.FirstOrDefault();
        }
    }

    /// <summary>
    /// What readers should know about the run as a whole: the warnings that belong to no stage, in words.
    /// </summary>
    public IReadOnlyList<string> Notes =>
        [.. Warnings.Where(warning => warning is { Stage: null, Client: null }).Select(warning => warning.Text)
            .Distinct()];

    /// <summary>Every time the run went on after it had stopped.</summary>
    public IReadOnlyList<Resumed> Resumptions { get; }

    /// <summary>How the run ended, or null where it has not.</summary>
    public RunFinished? Finished { get; }

    /// <summary>
    /// What all rounds that count used. Its wall seconds are those in which any round ran: stages side by side count
    /// once, the time the run lay still not at all.
    /// </summary>
    public Cost Cost => Cost.Sum(Stages.Select(stage => stage.Cost)) with { WallSeconds = ElapsedSeconds() };

    /// <summary>Reads a journal; a last line torn by a crash is left out. A missing file is an empty history.</summary>
    /// <exception cref="InputException">A line is no event, or the file cannot be read.</exception>
    public static RunHistory Read(string path)
    {
        var events = new List<JournalEvent>();
        try
        {
            foreach (var line in JournalLines.Whole(path))
            {
                events.Add(JsonSerializer.Deserialize(line.Span, JournalJson.Default.JournalEvent)
                    ?? throw new JsonException("null is not an event."));
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new RunHistory([]);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InputException(
                $"{path} is damaged: line {events.Count + 1} is not a journal event ({exception.Message})", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }

        return new RunHistory(events);
    }

    /// <summary>Reads the journal of a run that has ended.</summary>
    /// <exception cref="InputException">The run has not ended, or its journal cannot be read.</exception>
    public static RunHistory ReadFinished(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var history = Read(folder.JournalPath);
        return history.Finished is not null ? history : throw new InputException(
            $"{folder.Path} has not ended, so it has no final models; 'mas resume {folder.Path}' finishes it.");
    }

    /// <summary>The history of these events, in the order they happened.</summary>
    public static RunHistory Of(IEnumerable<JournalEvent> events) => new([.. events]);

    /// <summary>The stage of this name, or null where it has not begun.</summary>
    public StageHistory? Stage(string name) => Stages.FirstOrDefault(stage => stage.Name == name);

    /// <summary>
    /// The stages whose models serve a task: one, or where each client has its own model one a client. Until training
    /// is over, and in a journal of a version that did not tell, the latest that trains it; none where none has begun.
    /// </summary>
    /// <param name="task">The task's letter.</param>
    public IReadOnlyList<StageHistory> ServersOf(string task) => Served is null
        ? Stages.Where(stage => stage.Tasks.Contains(task)).MaxBy(stage => stage.Started.FirstRound) is { } latest
            ? [latest] : []
        : [.. Served.Models.Where(model => model.Tasks.Contains(task)).Select(model => Stage(model.Stage)!)];

    /// <summary>
    /// A task's loss by the models that serve it, each after its last round: the mean over everything measured.
    /// </summary>
    /// <param name="task">The task's letter.</param>
    /// <param name="split">One of <see cref="SplitNames"/>.</param>
    /// <returns>Null where one of them is not evaluated yet.</returns>
    public MeanLoss? FinalLoss(string task, string split)
    {
        var found = FinalEvaluations(task, split);
        return found.Count == 0 ? null : Evaluated.Mean(found, task);
    }

    /// <summary>
    /// A task's training losses by round, through all stages its model comes from; their mean where each client has its
    /// own. Rounds that measured nothing of it are left out.
    /// </summary>
    /// <param name="task">The task's mark.</param>
    public IReadOnlyList<(int Round, double Loss)> TrainLosses(string task) => ByRound(
        from stage in WayTo(task).Distinct()
        from round in stage.Rounds
        select (round.Round, round.Loss(task)));

    /// <summary>A task's losses on the validation views by round, as <see cref="TrainLosses"/>.</summary>
    /// <param name="task">The task's mark.</param>
    public IReadOnlyList<(int Round, double Loss)> ValidationLosses(string task) => ByRound(
        from stage in WayTo(task).Distinct()
        from evaluated in stage.Evaluations
        where evaluated.Split == SplitNames.Validation
        select (evaluated.Round, evaluated.Loss(task)));

    /// <summary>Whether a final model's loss of a task on a split is withheld: too few clients found a finite one.</summary>
    internal bool IsWithheld(string task, string split) => ServersOf(task).Any(
        stage => stage.Evaluation(stage.KeptRound, split)?.Withheld?.Contains(task) == true);

    /// <summary>The evaluations of the models that serve a task, each after its last round.</summary>
    /// <param name="task">The task's letter.</param>
    /// <param name="split">One of <see cref="SplitNames"/>.</param>
    /// <returns>Empty where one of them is not evaluated yet.</returns>
    internal IReadOnlyList<Evaluated> FinalEvaluations(string task, string split)
    {
        var found = ServersOf(task).Select(stage => stage.Evaluation(stage.KeptRound, split)).ToArray();
        return found.Contains(null) ? [] : [.. found.OfType<Evaluated>()];
    }

    /// <summary>The stages a task's model comes from: those that serve it and all they go on from.</summary>
    /// <param name="task">The task's letter.</param>
    public IReadOnlyList<StageHistory> WayTo(string task)
    {
        var way = new List<StageHistory>();
        foreach (var server in ServersOf(task))
        {
            way.Add(server);
            while (way[^1].Started.Parent is { } parent)
            {
                way.Add(Stage(parent)!);
            }
        }

        return way;
    }

    /// <summary>The affinities a stage measured.</summary>
    /// <param name="stage">The name of a stage that has begun.</param>
    /// <param name="probeRounds">How many rounds with probes its matrix is the mean of, at most.</param>
    /// <param name="mean">Which mean.</param>
    /// <exception cref="ArgumentException">No such stage has begun.</exception>
    public AffinityHistory Affinity(string stage, int probeRounds, MeanRule mean = MeanRule.Plain)
    {
        var found = Stage(stage) ?? throw new ArgumentException($"There is no stage '{stage}'.", nameof(stage));
        var history = new AffinityHistory(found.Tasks.Count, probeRounds, mean);
        foreach (var round in found.Rounds)
        {
            if (round.Affinity is not null)
            {
                history.Add(round.Round, round.Affinity);
            }
        }

        return history;
    }

    /// <summary>
    /// What one task used: of every stage that trained it an equal share among the stage's tasks, which one encoder
    /// serves.
    /// </summary>
    /// <param name="task">The task's letter.</param>
    public Cost CostOf(string task) => Cost.Sum(
        Stages.Where(stage => stage.Tasks.Contains(task)).Select(stage => stage.Cost.Share(stage.Tasks.Count)));

    private double ElapsedSeconds()
    {
        var spans = Stages.SelectMany(stage => stage.Rounds)
            .Select(round => (Begin: round.Time.AddSeconds(-round.Cost.WallSeconds), End: round.Time))
            .OrderBy(span => span.Begin);
        var (elapsed, until) = (0.0, DateTime.MinValue);
        foreach (var (begin, end) in spans)
        {
            var from = begin > until ? begin : until;
            if (end > from)
            {
                elapsed += (end - from).TotalSeconds;
                until = end;
            }
        }

        return elapsed;
    }

    private static IReadOnlyList<(int Round, double Loss)> ByRound(IEnumerable<(int Round, MeanLoss Loss)> losses) =>
    [
        .. from each in losses
           group each.Loss by each.Round into round
           orderby round.Key
           let mean = MeanLoss.Over(round).Value
           where mean is not null
           select (round.Key, mean.Value),
    ];
}
