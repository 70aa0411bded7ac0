namespace Mas.Federation.Grouping;

/// <summary>A grouping as people and files see it: tasks by their letters.</summary>
/// <param name="Groups">The tasks' letters, group by group.</param>
/// <param name="Value">Mean over all tasks of the score of the task in its group; see <see cref="GroupScore"/>.</param>
public sealed record NamedGrouping(IReadOnlyList<IReadOnlyList<string>> Groups, double Value);
