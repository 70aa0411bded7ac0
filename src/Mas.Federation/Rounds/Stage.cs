using Mas.Learning.Tasks;

namespace Mas.Federation.Rounds;

/// <summary>One group trained for a number of rounds from given parameters.</summary>
/// <param name="Name">
/// Unique in the run, fit for a file name: the letters of the groups on the way here, joined by dots.
/// </param>
/// <param name="Tasks">The group, in the order of the task set.</param>
/// <param name="FirstRound">Its first round, counted from 1 over the run.</param>
/// <param name="LastRound">Its last round.</param>
/// <param name="Parent">The stage whose parameters it inherits; null = it starts from the run's seed.</param>
/// <param name="Probes">Whether its clients measure affinities.</param>
public sealed record Stage(
    string Name, IReadOnlyList<LearningTask> Tasks, int FirstRound, int LastRound, TrainedStage? Parent, bool Probes)
{
    /// <summary>The letters of the tasks.</summary>
    public string Letters => LettersOf(Tasks);

    /// <summary>The letters of the tasks, one a string: their names in files.</summary>
    public IReadOnlyList<string> TaskNames => [.. Tasks.Select(task => task.Letter.ToString())];

    /// <summary>The letters of some tasks, in their order.</summary>
    public static string LettersOf(IEnumerable<LearningTask> tasks) => string.Concat(tasks.Select(task => task.Letter));
}
