namespace Mas.Federation.Journals;

/// <summary>A task that arrived after the split has its place: in the group it fits best, or alone.</summary>
/// <param name="Task">The task's mark.</param>
/// <param name="Stage">The stage that it was measured in and continues.</param>
/// <param name="Joins">Whether it joins that stage's group; otherwise it continues alone.</param>
/// <param name="Gains">
/// By stage that it was measured in, how much the sum of the scores of the group's tasks rises by it; 0 where nothing was
/// measured.
/// </param>
public sealed record TaskPlaced(
    string Task, string Stage, bool Joins, IReadOnlyDictionary<string, double> Gains) : JournalEvent
{
    internal const string Kind = "task-placed";
}
