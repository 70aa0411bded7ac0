namespace Mas.Federation.Grouping;

/// <summary>Tasks in groups, by their indices.</summary>
/// <param name="Groups">The indices of each group's tasks, ascending; groups in the order of their first tasks.</param>
/// <param name="Value">Mean over all tasks of the score of the task in its group; see <see cref="GroupScore"/>.</param>
public sealed record TaskGrouping(int[][] Groups, double Value)
{
    /// <summary>The same with names for indices.</summary>
    /// <param name="tasks">The names, by index.</param>
    public NamedGrouping Named(IReadOnlyList<string> tasks) =>
        new([.. Groups.Select(group => group.Select(task => tasks[task]).ToArray())], Value);
}
