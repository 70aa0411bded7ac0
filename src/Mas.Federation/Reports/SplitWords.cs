using System.Globalization;
using Mas.Federation.Journals;

namespace Mas.Federation.Reports;

/// <summary>The choice of groups told to someone who never heard of affinity.</summary>
public static class SplitWords
{
    /// <summary>How to read one element of the matrix.</summary>
    public const string HowToRead =
        "Each number says what one training step for the task of the row does to the loss of the task of the column: "
        + "+0.020 means it falls by 2 %, a minus means it rises. The diagonal is how well a task gets on with all the "
        + "others, which is what it scores when left on its own.";

    /// <summary>The groups in words.</summary>
    public static string Groups(IReadOnlyList<IReadOnlyList<string>> groups) =>
        TaskWords.Join([.. groups.Select(group => $"({string.Join(", ", group.Select(TaskWords.Name))})")]);

    /// <summary>What was chosen, what its value means, and by how much it leads.</summary>
    public static IReadOnlyList<string> Sentences(SplitChosen split)
    {
        var gain = Math.Abs(split.Value).ToString("0.00 %", CultureInfo.InvariantCulture);
        var direction = split.Value >= 0 ? "lowers" : "raises";
        var sentences = new List<string>
        {
            $"The groups chosen are {Groups(split.Groups)}: of all ways to form "
            + $"{TaskWords.Count(split.Groups.Count, "group")}, the one where tasks help their group mates most.",
            $"Inside these groups a step for one task {direction} a mate's loss by {gain} on average "
            + $"(value {Value(split.Value)}).",
        };
        sentences.Add(split.RunnerUp is not { } next
            ? "There was no other way to form that many groups."
            : $"The next best choice would have been {Groups(next.Groups)} (value {Value(next.Value)}): the chosen one "
                + $"leads by {Value(split.Value - next.Value)}, {Share(split.Value, next.Value)} of its value.");
        return sentences;
    }

    /// <summary>A value of a grouping, or a difference of two.</summary>
    public static string Value(double value) =>
        value.ToString("0.0000;\u22120.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Share(double value, double next) =>
        ((value - next) / Math.Max(Math.Abs(value), 1e-12)).ToString("0 %", CultureInfo.InvariantCulture);
}
