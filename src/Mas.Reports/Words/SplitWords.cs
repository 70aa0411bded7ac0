using System.Globalization;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Learning;
using Mas.Reports.Stories;

namespace Mas.Reports.Words;

/// <summary>The choice of groups, for a reader who has never heard of affinity.</summary>
public static class SplitWords
{
    /// <summary>How to read the matrix. Where groups may share tasks (TAG), a task on its own scores nothing.</summary>
    public static string HowToRead(SplitChosen split) =>
        "Each number says what one training step for the task of the row does to the loss of the task of the column: "
        + "+0.020 means it falls by 2 %, a minus means it rises. The diagonal is how well a task gets on with all the "
        + (split.ServedBy is null ? "others, which is what it scores when left on its own." : "others.")
        + (split.Affinity.Any(row => row.Contains(null)) ? " A dash: no client measured it." : "");

    /// <summary>The groups in words.</summary>
    public static string Groups(IReadOnlyList<IReadOnlyList<string>> groups, TaskWords words) =>
        WordList.Of([.. groups.Select(group => $"({string.Join(", ", group.Select(words.Name))})")]);

    /// <summary>What was chosen, what its value means, and by how much it leads.</summary>
    /// <param name="split">The choice.</param>
    /// <param name="tasks">The marks of all tasks, in the order of the matrix.</param>
    /// <param name="words">The tasks in words.</param>
    public static IReadOnlyList<string> Sentences(SplitChosen split, IReadOnlyList<string> tasks, TaskWords words)
    {
        var affinity = AffinityMatrix.FromRows(split.Affinity);
        return
        [
            $"The groups chosen are {Groups(split.Groups, words)}: {Reason(split, affinity)}.",
            .. AffinityWords.Remarks(affinity, [.. tasks.Select(words.Name)]),
            .. Mates(split, affinity, tasks, words),
            .. Lead(split, words),
        ];
    }

    /// <summary>When and why clients measured no more.</summary>
    public static string Sentence(ProbingStopped stopped, TaskWords words) =>
        $"Measuring which tasks help each other ended after round {stopped.Round} "
        + $"({Plural.InWords(stopped.FromRounds.Count, "round")} measured): the groups it points to, "
        + $"{Groups(stopped.Groups, words)}, had stayed the same for long enough.";

    /// <summary>That a task joined the run while it trained.</summary>
    public static string Sentence(TaskJoined joined, TaskWords words) =>
        $"{words.Name(joined.Task)} joined the run after round {joined.Round}.";

    /// <summary>Where a task that arrived after the split went, and why.</summary>
    public static string Sentence(TaskPlaced placed, TaskWords words)
    {
        var gains = string.Join(", ", placed.Gains.Select(gain => $"{gain.Key} {Value(gain.Value)}"));
        return placed.Joins
            ? $"{words.Name(placed.Task)} joins the group of stage {placed.Stage}, whose sum of scores rises most by it "
                + $"({gains})."
            : $"{words.Name(placed.Task)} continues alone from stage {placed.Stage}: no group's sum of scores rises by it "
                + $"({gains}).";
    }

    /// <summary>What was chosen by predicted losses.</summary>
    public static IReadOnlyList<string> Sentences(
        GroupsPredicted predicted, IReadOnlyList<string> tasks, TaskWords words) =>
    [
        $"The groups chosen are {Groups(predicted.Groups, words)}: of all sets of that many groups or fewer, which may "
            + $"share tasks, the one with the lowest predicted sum of losses, {Quantity.Loss(predicted.Total)}.",
        Served(predicted.Groups, predicted.ServedBy, tasks, words),
    ];

    /// <summary>What numbers of groups there were to choose from.</summary>
    public static string Frontier(IReadOnlyList<FrontierPoint> frontier) =>
        "The number of groups was chosen within the budget: " + string.Join("; ", frontier.Select(point =>
            $"{Plural.InWords(point.Count, "group")} for {PlanWords.Share(point.CostRatio)} of one-by-one's "
            + $"operations, value {Value(point.Value)}")) + ".";

    /// <summary>Which group answers for which task, where groups share some.</summary>
    public static string Served(
        IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyList<int> servedBy, IReadOnlyList<string> tasks,
        TaskWords words) =>
        string.Join(" ", groups.Select((group, index) =>
            $"The model of ({string.Join(", ", group.Select(words.Name))}) answers for "
            + $"{words.Names(tasks.Where((_, task) => servedBy[task] == index))}."));

    /// <summary>
    /// The tasks each group answers for, by index: every task once, even where groups share tasks.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> ServedParts(SplitChosen split, IReadOnlyList<string> tasks) =>
        split.ServedBy is { } servedBy
            ? [.. split.Groups.Select((_, group) =>
                Enumerable.Range(0, tasks.Count).Where(task => servedBy[task] == group).ToArray())]
            : [.. split.Groups.Select(group => group.Select(task => tasks.ToList().IndexOf(task)).ToArray())];

    private static string Reason(SplitChosen split, AffinityMatrix affinity)
    {
        var count = Plural.InWords(split.Groups.Count, "group");
        var most = affinity.OffDiagonal().Any(element => element > 0) ? "help their group mates most"
            : "harm their group mates least";
        return split.Choice switch
        {
            "worst" => $"of all ways to form {count}, the one where tasks help their group mates least",
            "random" => $"one of all ways to form {count}, drawn at random",
            SplitChosen.Override => $"given by {split.ApprovedBy}, who approved the split, in place of those found",
            "overlapping" => "of all sets of groups, which may share tasks, the one where, in the groups that answer "
                + $"for them, tasks {most}",
            "best" when split.RunnerUp is null => $"the only way to form {count}",
            _ => $"of all ways to form {count}, the one where tasks {most}",
        };
    }

    /// <summary>What mates do to each other, which tasks have none, and the value that results.</summary>
    private static IEnumerable<string> Mates(
        SplitChosen split, AffinityMatrix affinity, IReadOnlyList<string> tasks, TaskWords words)
    {
        var names = tasks.ToList();
        var groups = split.Groups.Select(group => group.Select(name => names.IndexOf(name)).ToArray()).ToList();
        var parts = ServedParts(split, tasks);
        var scores = parts.SelectMany((part, group) => part.Where(_ => groups[group].Length > 1)
            .Select(task => GroupScore.OfTask(affinity, groups[group], task))).ToList();
        var alone = parts.Where((_, group) => groups[group].Length == 1).SelectMany(part => part).ToList();
        if (scores.Count > 0)
        {
            yield return "Inside a group a step for one task "
                + $"{(scores.Average() >= 0 ? "lowers" : "raises")} a mate's loss by "
                + $"{Math.Abs(scores.Average()).ToString("0.00 %", CultureInfo.InvariantCulture)} on average.";
        }

        if (alone.Count > 0)
        {
            yield return $"{words.Names(alone.Select(task => tasks[task]))} "
                + (alone.Count == 1 ? "has no mate and scores its value" : "have no mates and score their values")
                + " on the diagonal.";
        }

        yield return $"The value of the choice, the mean over all tasks of what they score, is {Value(split.Value)}.";
    }

    private static IEnumerable<string> Lead(SplitChosen split, TaskWords words)
    {
        if (split.RunnerUp is { } next)
        {
            yield return $"The next best choice would have been {Groups(next.Groups, words)} with a value of "
                + $"{Value(next.Value)}, {Value(split.Value - next.Value)} less.";
        }
    }

    /// <summary>A value of a grouping, or a difference of two.</summary>
    public static string Value(double value) =>
        value.ToString("0.0000;\u22120.0000;0.0000", CultureInfo.InvariantCulture);
}
