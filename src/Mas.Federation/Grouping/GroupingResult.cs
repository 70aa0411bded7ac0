namespace Mas.Federation.Grouping;

/// <summary>The best grouping and how close the second-best comes.</summary>
/// <param name="Best">The best grouping.</param>
/// <param name="RunnerUp">
/// The best of all other groupings into as many groups, or null where there is no other or none was looked for.
/// </param>
public sealed record GroupingResult(TaskGrouping Best, TaskGrouping? RunnerUp)
{
    /// <summary>The indices of each group's tasks; see <see cref="TaskGrouping.Groups"/>.</summary>
    public int[][] Groups => Best.Groups;

    /// <summary>The value of the best grouping.</summary>
    public double Value => Best.Value;

    /// <summary>How much better the best is than the runner-up, at least 0; null where there is none.</summary>
    public double? Margin => RunnerUp is null ? null : Best.Value - RunnerUp.Value;
}
