namespace Mas.Federation.Journals;

/// <summary>
/// A stage's clients measure affinities no more, because the groups these would choose have been the same for long
/// enough.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The number of the last round that probed.</param>
/// <param name="Groups">The letters of each group's tasks.</param>
/// <param name="FromRounds">The rounds that probed: those whose mean the split is chosen by.</param>
public sealed record ProbingStopped(
    string Stage, int Round, IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<int> FromRounds) : JournalEvent
{
    internal const string Kind = "probing-stopped";
}
