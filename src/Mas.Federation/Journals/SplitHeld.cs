using Mas.Federation.Grouping;

namespace Mas.Federation.Journals;

/// <summary>Groups were found by affinity, and await approval before they are trained.</summary>
/// <param name="Groups">The letters of each group's tasks, as they would be trained.</param>
/// <param name="Value">The value of the grouping.</param>
/// <param name="RunnerUp">The second-best grouping, or null where there is no other or none was looked for.</param>
/// <param name="Affinity">
/// The matrix it was found by; row i, column j = Z of i on j, diagonal = self-affinity. Null where no client measured
/// it, which counted as 0.
/// </param>
/// <param name="FromRounds">The rounds whose mean the matrix is.</param>
public sealed record SplitHeld(
    IReadOnlyList<IReadOnlyList<string>> Groups,
    double Value,
    NamedGrouping? RunnerUp,
    double?[][] Affinity,
    IReadOnlyList<int> FromRounds) : JournalEvent
{
    internal const string Kind = "split-held";

    /// <summary>What would be chosen without an approval.</summary>
    internal static SplitHeld Of(SplitChosen proposed) => new(
        proposed.Groups, proposed.Value, proposed.RunnerUp, proposed.Affinity, proposed.FromRounds);
}
