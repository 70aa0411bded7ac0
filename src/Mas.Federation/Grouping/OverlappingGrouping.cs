namespace Mas.Federation.Grouping;

/// <summary>Groups that may share tasks, each task served by one of them (TAG, Fifty et al., NeurIPS 2021).</summary>
/// <param name="Groups">
/// The indices of each group's tasks, ascending; groups in the order of the first task they serve.
/// </param>
/// <param name="ServedBy">By task, the index of the group whose model counts for it.</param>
/// <param name="Value">Mean over all tasks of the score of the task in the group that serves it.</param>
public sealed record OverlappingGrouping(int[][] Groups, int[] ServedBy, double Value);
