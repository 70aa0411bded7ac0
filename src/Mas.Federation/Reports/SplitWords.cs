using System.Globalization;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;

namespace Mas.Federation.Reports;

/// <summary>The choice of groups told to someone who never heard of affinity.</summary>
public static class SplitWords
{
    /// <summary>How to read the matrix. Where groups may share tasks (TAG), a task on its own scores nothing.</summary>
    public static string HowToRead(SplitChosen split) =>
        "Each number says what one training step for the task of the row does to the loss of the task of the column: "
        + "+0.020 means it falls by 2 %, a minus means it rises. The diagonal is how well a task gets on with all the "
        + (split.ServedBy is null ? "others, which is what it scores when left on its own." : "others.");

    /// <summary>The groups in words.</summary>
    public static string Groups(IReadOnlyList<IReadOnlyList<string>> groups) =>
        TaskWords.Join([.. groups.Select(group => $"({string.Join(", ", group.Select(TaskWords.Name))})")]);

    /// <summary>What was chosen, what its value means, and by how much it leads.</summary>
    public static IReadOnlyList<string> Sentences(SplitChosen split)
    {
        var gain = Math.Abs(split.Value).ToString("0.00 %", CultureInfo.InvariantCulture);
        var direction = split.Value >= 0 ? "lowers" : "raises";
        return
        [
            $"The groups chosen are {Groups(split.Groups)}: {Reason(split)}.",
            $"Inside these groups a step for one task {direction} a mate's loss by {gain} on average "
                + $"(value {Value(split.Value)}).",
            .. Lead(split),
        ];
    }

    /// <summary>When and why clients measured no more.</summary>
    public static string Sentence(ProbingStopped stopped) =>
        $"Measuring which tasks help each other ended after round {stopped.Round} "
        + $"({TaskWords.Count(stopped.FromRounds.Count, "round")} measured): the groups it points to, {Groups(stopped.Groups)}, "
        + "had stayed the same for long enough.";

    /// <summary>What was chosen by predicted losses.</summary>
    public static IReadOnlyList<string> Sentences(GroupsPredicted predicted, IReadOnlyList<string> tasks) =>
    [
        $"The groups chosen are {Groups(predicted.Groups)}: of all sets of that many groups or fewer, which may share "
            + $"tasks, the one with the least predicted sum of losses, {Quantity.Loss(predicted.Total)}.",
        Served(predicted.Groups, predicted.ServedBy, tasks),
    ];

    /// <summary>What numbers of groups there were to choose from.</summary>
    public static string Frontier(IReadOnlyList<FrontierPoint> frontier) =>
        "How many there are was chosen within the budget: " + string.Join("; ", frontier.Select(point =>
            $"{TaskWords.Count(point.Count, "group")} for {PlanWords.Share(point.CostRatio)} of one-by-one's "
            + $"operations, value {Value(point.Value)}")) + ".";

    /// <summary>Which group answers for which task, where groups share some.</summary>
    public static string Served(
        IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyList<int> servedBy, IReadOnlyList<string> tasks) =>
        string.Join(" ", groups.Select((group, index) =>
            $"The model of ({string.Join(", ", group.Select(TaskWords.Name))}) answers for "
            + $"{TaskWords.Names(tasks.Where((_, task) => servedBy[task] == index))}."));

    /// <summary>
    /// The tasks each group answers for, by index: every task once, even where groups share tasks.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> ServedParts(SplitChosen split, IReadOnlyList<string> tasks) =>
        split.ServedBy is { } servedBy
            ? [.. split.Groups.Select((_, group) =>
                Enumerable.Range(0, tasks.Count).Where(task => servedBy[task] == group).ToArray())]
            : [.. split.Groups.Select(group => group.Select(task => tasks.ToList().IndexOf(task)).ToArray())];

    private static string Reason(SplitChosen split)
    {
        var count = TaskWords.Count(split.Groups.Count, "group");
        return split.Choice switch
        {
            "worst" => $"of all ways to form {count}, the one where tasks help their group mates least",
            "random" => $"one of all ways to form {count}, drawn by chance",
            SplitChosen.Override => $"given by {split.ApprovedBy}, who approved the split, in place of those found",
            "overlapping" => "of all sets of groups, which may share tasks, the one where each task, in the group that "
                + "answers for it, gets most help from its mates",
            _ => $"of all ways to form {count}, the one where tasks help their group mates most",
        };
    }

    private static IEnumerable<string> Lead(SplitChosen split)
    {
        if (split.RunnerUp is { } next)
        {
            yield return $"The next best choice would have been {Groups(next.Groups)} (value {Value(next.Value)}): the "
                + $"chosen one leads by {Value(split.Value - next.Value)}, {Share(split.Value, next.Value)} of its value.";
        }
        else if (split.Choice == "best")
        {
            yield return "There was no other way to form that many groups.";
        }
    }

    /// <summary>A value of a grouping, or a difference of two.</summary>
    public static string Value(double value) =>
        value.ToString("0.0000;\u22120.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Share(double value, double next) =>
        ((value - next) / Math.Max(Math.Abs(value), 1e-12)).ToString("0 %", CultureInfo.InvariantCulture);
}
