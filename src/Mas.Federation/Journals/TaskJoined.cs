namespace Mas.Federation.Journals;

/// <summary>A task that was not among the run's when it began joins it while it trains.</summary>
/// <param name="Task">The task's mark.</param>
/// <param name="Round">The number of rounds before it; it trains from the next round on.</param>
/// <param name="Clients">Clients with examples to train on that have labels of it.</param>
public sealed record TaskJoined(string Task, int Round, int Clients) : JournalEvent
{
    internal const string Kind = "task-joined";
}
