using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Tasks;

namespace Mas.Federation.Methods;

/// <summary>A group of tasks on its way: what it trains next, and which stage that continues.</summary>
/// <param name="Parent">The stage it continues.</param>
/// <param name="Tasks">Its tasks, in the order of the task set; decoders that the parent lacks start from the run's seed.</param>
/// <param name="Inherits">What it takes from the parent.</param>
public sealed record TaskGroup(TrainedStage Parent, IReadOnlyList<LearningTask> Tasks, Inheritance Inherits)
{
    /// <summary>The round it trains next; default the one after its parent's.</summary>
    public int NextRound { get; init; } = Parent.NextRound;

    /// <summary>A task that continues alone where a stage ended earlier.</summary>
    /// <param name="parent">The stage.</param>
    /// <param name="task">The task.</param>
    /// <param name="round">The number of rounds before it trains.</param>
    internal static TaskGroup After(TrainedStage parent, LearningTask task, int round) =>
        new(parent, [task], Inheritance.All) { NextRound = round + 1 };
}
