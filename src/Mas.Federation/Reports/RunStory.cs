using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;

namespace Mas.Federation.Reports;

/// <summary>
/// A run as its files tell it, at any moment: finished, still going or interrupted. Everything a report or a terminal
/// shows is read from here.
/// </summary>
public sealed class RunStory
{
    private readonly IReadOnlyList<Evaluated> _evaluations;

    /// <summary>Puts the events of a journal in order; a round that stands twice counts as it stands last.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="events">The journal's events, oldest first.</param>
    /// <param name="spread">How far clients differ in the affinity the split was chosen by, or null.</param>
    public RunStory(RunOptions options, IReadOnlyList<JournalEvent> events, double[][]? spread = null)
    {
        Options = options;
        Spread = spread;
        Split = events.OfType<SplitChosen>().LastOrDefault();
        Warnings = [.. events.OfType<Warning>()];
        Resumptions = [.. events.OfType<Resumed>()];
        Finished = events.OfType<RunFinished>().LastOrDefault();
        Started = events.Count > 0 ? events[0].Time : null;
        LastEvent = events.Count > 0 ? events[^1].Time : null;
        Version = events.OfType<RunStarted>().LastOrDefault()?.Version;
        _evaluations = [.. events.OfType<Evaluated>()];
        Stages = [.. events.OfType<StageStarted>().GroupBy(stage => stage.Stage).Select(group => StoryOf(group.Last(), events))];
    }

    /// <summary>The run's options.</summary>
    public RunOptions Options { get; }

    /// <summary>The letters of all tasks, in the run's order.</summary>
    public IReadOnlyList<string> Tasks => [.. Options.Tasks.Select(letter => letter.ToString())];

    /// <summary>Every stage that has started, in order.</summary>
    public IReadOnlyList<StageStory> Stages { get; }

    /// <summary>The groups chosen and the affinity they were chosen by, or null where there is no split yet.</summary>
    public SplitChosen? Split { get; }

    /// <summary>Standard deviation between clients, element by element of the split's affinity, or null.</summary>
    public double[][]? Spread { get; }

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<Warning> Warnings { get; }

    /// <summary>Every time the run went on after it had stopped.</summary>
    public IReadOnlyList<Resumed> Resumptions { get; }

    /// <summary>The end of the run, or null where it is not reached.</summary>
    public RunFinished? Finished { get; }

    /// <summary>When the run began, in UTC, or null where nothing is on record.</summary>
    public DateTime? Started { get; }

    /// <summary>When the last event was recorded, in UTC, or null.</summary>
    public DateTime? LastEvent { get; }

    /// <summary>The version of Mas that began the run, or null.</summary>
    public string? Version { get; }

    /// <summary>What the run has used so far.</summary>
    public Cost Cost => Cost.Sum(Stages.Select(stage => stage.Cost));

    /// <summary>Every client that has trained, sorted by name.</summary>
    public IReadOnlyList<string> Clients =>
        [.. Stages.SelectMany(stage => stage.Rounds).SelectMany(round => round.Clients)
            .Select(client => client.Client).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The last stage, so far, that trains a task, or null where none has started.</summary>
    public StageStory? OwnerOf(string task) =>
        Stages.Where(stage => stage.Tasks.Contains(task)).MaxBy(stage => stage.FirstRound);

    /// <summary>A task's training losses by round, through all stages that trained it.</summary>
    public IReadOnlyList<(int Round, double Loss)> TrainLosses(string task) =>
        [.. Stages.Where(stage => stage.Tasks.Contains(task)).SelectMany(stage => stage.Rounds)
            .Where(round => round.TrainLoss.ContainsKey(task))
            .Select(round => (round.Round, round.TrainLoss[task])).OrderBy(point => point.Round)];

    /// <summary>A task's losses on the validation views by round.</summary>
    public IReadOnlyList<(int Round, double Loss)> ValidationLosses(string task) =>
        [.. _evaluations.Where(evaluated => evaluated.Split == "validation" && evaluated.Losses.ContainsKey(task))
            .GroupBy(evaluated => evaluated.Round).OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Last().Losses[task]))];

    /// <summary>A task's loss on the test views before any training, or null where it was not measured.</summary>
    public double? InitialTestLoss(string task) => LastLoss("initial-test", task);

    /// <summary>A task's loss on the test views with its final model, or null where there is none yet.</summary>
    public double? TestLoss(string task) => LastLoss("test", task);

    private static StageStory StoryOf(StageStarted started, IReadOnlyList<JournalEvent> events) => new(
        started.Stage,
        started.Tasks,
        started.FirstRound,
        started.Rounds,
        started.Parent,
        [.. events.OfType<RoundFinished>().Where(round => round.Stage == started.Stage)
            .GroupBy(round => round.Round).OrderBy(group => group.Key).Select(group => group.Last())]);

    private double? LastLoss(string split, string task) => _evaluations
        .LastOrDefault(evaluated => evaluated.Split == split && evaluated.Losses.ContainsKey(task))?.Losses[task];
}
