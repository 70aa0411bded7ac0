namespace Mas.Federation.Journals;

/// <summary>The groups to serve the tasks were chosen by losses predicted from those of small groups.</summary>
/// <param name="Groups">The letters of each group's tasks.</param>
/// <param name="ServedBy">By task, in the order of the task set, the index of the group that serves it.</param>
/// <param name="Total">
/// The sum of the losses predicted for tasks in the groups that serve them, over the measured tasks.
/// </param>
/// <param name="Measured">
/// What it was predicted from, validation losses: row i, column j = that of task j trained together with i; diagonal =
/// alone; null where no validation view measures j, which then had no say. A single null counted as the largest of its
/// task.
/// </param>
public sealed record GroupsPredicted(
    IReadOnlyList<IReadOnlyList<string>> Groups,
    IReadOnlyList<int> ServedBy,
    double Total,
    double?[][] Measured) : JournalEvent
{
    internal const string Kind = "groups-predicted";
}
