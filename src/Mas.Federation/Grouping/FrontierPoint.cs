namespace Mas.Federation.Grouping;

/// <summary>The best partition into one number of groups, and what it costs: one of the choices of a budget.</summary>
/// <param name="Count">The number of groups.</param>
/// <param name="Groups">The letters of each group's tasks.</param>
/// <param name="Value">Mean over all tasks of the score of the task in its group; see <see cref="GroupScore"/>.</param>
/// <param name="CostRatio">The operations of the whole run as a share of one-by-one's.</param>
/// <param name="Chosen">Whether it was chosen.</param>
public sealed record FrontierPoint(
    int Count, IReadOnlyList<IReadOnlyList<string>> Groups, double Value, double CostRatio, bool Chosen);
