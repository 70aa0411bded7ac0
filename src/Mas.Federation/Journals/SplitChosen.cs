using Mas.Federation.Grouping;

namespace Mas.Federation.Journals;

/// <summary>The groups to train after the merged rounds were chosen.</summary>
/// <param name="Groups">The letters of each group's tasks.</param>
/// <param name="Value">The value of the grouping.</param>
/// <param name="RunnerUp">The second-best grouping into as many groups, or null where there is no other.</param>
/// <param name="Affinity">The matrix it was chosen by; row i, column j = Z of i on j, diagonal = self-affinity.</param>
/// <param name="FromRounds">The rounds whose mean the matrix is.</param>
public sealed record SplitChosen(
    IReadOnlyList<IReadOnlyList<string>> Groups,
    double Value,
    NamedGrouping? RunnerUp,
    double[][] Affinity,
    IReadOnlyList<int> FromRounds) : JournalEvent
{
    internal const string Kind = "split-chosen";
}
