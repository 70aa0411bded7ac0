using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>A stage, or several that are alike, of which only the size is known beforehand.</summary>
/// <param name="Tasks">Tasks of its group.</param>
/// <param name="Rounds">Rounds it trains.</param>
/// <param name="Count">How many of its kind there are; default 1.</param>
public sealed record ExpectedStage(int Tasks, int Rounds, int Count = 1)
{
    /// <summary>
    /// The groups of a partition, as even as can be: how large each is does not change their work together.
    /// </summary>
    /// <param name="options">The run's options: the tasks, and the number of groups, where one is left open.</param>
    /// <param name="rounds">Rounds each trains.</param>
    internal static IEnumerable<ExpectedStage> Groups(RunOptions options, int rounds)
    {
        var (tasks, groups) = (options.TaskNames.Count, options.Groups.Number ?? 1);
        return
        [
            new ExpectedStage(tasks / groups, rounds, groups - (tasks % groups)),
            new ExpectedStage((tasks / groups) + 1, rounds, tasks % groups),
        ];
    }
}
