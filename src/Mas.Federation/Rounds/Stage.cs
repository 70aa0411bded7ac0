using System.Collections.ObjectModel;
using Mas.Federation.Grouping;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>One group trained for a number of rounds from given parameters.</summary>
/// <param name="Name">
/// Unique in the run, fit for a file name: the letters of the groups on the way here, joined by dots, then a dash and a
/// mark for whatever is not plain: <c>sdnkt</c>, <c>sdnkt.sd</c>, <c>sdnkt.sd-encoder</c> (inherits the encoder alone),
/// <c>sdnkt.sd-scratch</c> (inherits nothing), <c>sdnkt-fedprox</c>, <c>sdnkt-gradnorm</c>, <c>sdnkt-pcgrad</c>,
/// <c>sdnkt-alone-castle</c> (one client for itself). <para>The name says what the stage is, not which method asked for
/// it: in two runs whose options differ in nothing but the method and its number of groups, two stages of one name have
/// the same bits after every round that both train. So a stage of the same name and the same last round need not be
/// trained twice, and one of fewer rounds is the beginning of one of more. What it cost is the same but for the probes,
/// which change no model.</para>
/// </param>
/// <param name="Tasks">The group, in the order of the task set.</param>
/// <param name="FirstRound">Its first round, counted from 1 over the run.</param>
/// <param name="LastRound">Its last round.</param>
/// <param name="Parent">The stage whose parameters it inherits; null = it starts from the run's seed.</param>
/// <param name="Probes">Whether its clients measure affinities.</param>
public sealed record Stage(
    string Name, IReadOnlyList<LearningTask> Tasks, int FirstRound, int LastRound, TrainedStage? Parent, bool Probes)
{
    /// <summary>No task leaves.</summary>
    internal static IReadOnlyDictionary<string, double> NoLosses => ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The most letters of a name, for a client of however long a name of its own.</summary>
    public const int LongestName = 128;

    /// <summary>
    /// What the stage's draws (clients, the order of views) are named after: the name without its mark, so that
    /// variants of a stage see the same clients and views and differ in nothing but what they vary.
    /// </summary>
    public string Draws { get; init; } = Name;

    /// <summary>What its clients' steps are made of.</summary>
    public StepRule Step { get; init; } = StepRule.Plain;

    /// <summary>
    /// The kind of the groups that are chosen by what its clients measure, so that measuring can end once these stay
    /// the same; none = it does not end before its time.
    /// </summary>
    public GroupKind Chooses { get; init; }

    /// <summary>Whether it takes its decoders from the parent too; otherwise they start from the run's seed.</summary>
    public bool InheritsDecoders { get; init; } = true;

    /// <summary>By task mark, the validation loss that ends the stage once it is reached; default none.</summary>
    public IReadOnlyDictionary<string, double> LeaveAt { get; init; } = NoLosses;

    /// <summary>The only client, which trains and is evaluated for itself; null = the pool of all.</summary>
    public string? Client { get; init; }

    /// <summary>The marks of the tasks, as names of stages have them.</summary>
    public string Letters => LettersOf(Tasks);

    /// <summary>The marks of the tasks: their names in files.</summary>
    public IReadOnlyList<string> TaskNames => [.. Tasks.Select(task => task.Mark)];

    /// <summary>Whether a validation loss is at most the one at which a task leaves.</summary>
    internal bool IsReached(string task, double? loss) => LeaveAt.TryGetValue(task, out var wanted) && loss <= wanted;

    /// <summary>The marks of some tasks, in their order, as names of stages have them.</summary>
    public static string LettersOf(IEnumerable<LearningTask> tasks) =>
        TaskMarks.InNames([.. tasks.Select(task => task.Mark)]);
}
