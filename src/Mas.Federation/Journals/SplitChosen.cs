using System.Text.Json.Serialization;
using Mas.Federation.Grouping;

namespace Mas.Federation.Journals;

/// <summary>The groups to train next were chosen by affinity.</summary>
/// <param name="Groups">The letters of each group's tasks.</param>
/// <param name="Value">The value of the grouping.</param>
/// <param name="RunnerUp">
/// The second-best grouping into as many groups, or null where there is no other or none was looked for.
/// </param>
/// <param name="Affinity">
/// The matrix it was chosen by; row i, column j = Z of i on j, diagonal = self-affinity. Null where no client measured
/// it.
/// </param>
/// <param name="FromRounds">The rounds whose mean the matrix is.</param>
public sealed record SplitChosen(
    IReadOnlyList<IReadOnlyList<string>> Groups,
    double Value,
    NamedGrouping? RunnerUp,
    double?[][] Affinity,
    IReadOnlyList<int> FromRounds) : JournalEvent
{
    /// <summary>
    /// How the groups were chosen: <c>best</c>, <c>worst</c> or <c>random</c> of the partitions, or <c>overlapping</c>:
    /// the best set of groups that may share tasks; or <c>override</c>: by who approved the split.
    /// </summary>
    public string Choice { get; init; } = "best";

    /// <summary>
    /// The pairs no client measured, the letters of i and of j, which counted as 0: neither help nor harm. Null where
    /// all were measured.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? CountedAsZero { get; init; }

    /// <summary>The operator who approved the groups; null if no approval was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApprovedBy { get; init; }

    /// <summary>
    /// Where groups may share tasks: by task, in the order of the matrix, the index of the group that serves it. Null
    /// where every task is in one group.
    /// </summary>
    public IReadOnlyList<int>? ServedBy { get; init; }

    /// <summary>
    /// Where the number of groups was chosen by a budget: the best partition into 1, 2 .. n groups, what each costs,
    /// and which was chosen. Null elsewhere.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FrontierPoint>? Frontier { get; init; }

    /// <summary>
    /// The tasks that were split, in the order of the matrix: those of the run that are in a group, as others may arrive
    /// later.
    /// </summary>
    /// <param name="tasks">The letters of the run's tasks, in their order.</param>
    public IReadOnlyList<string> Of(IEnumerable<string> tasks) =>
        [.. tasks.Where(task => Groups.Any(group => group.Contains(task)))];

    internal const string Kind = "split-chosen";

    /// <summary>The <see cref="Choice"/> of an operator who approved the split with other groups.</summary>
    public const string Override = "override";
}
