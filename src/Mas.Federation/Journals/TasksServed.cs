namespace Mas.Federation.Journals;

/// <summary>All training is over: which models serve which tasks.</summary>
/// <param name="Models">Every model that serves a task; more than one serve it where each client has its own.</param>
public sealed record TasksServed(IReadOnlyList<ServingModel> Models) : JournalEvent
{
    internal const string Kind = "tasks-served";
}
