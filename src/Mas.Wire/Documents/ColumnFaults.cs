using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;

namespace Mas.Wire.Documents;

/// <summary>What is wrong with what a document says of columns: each fault a sentence.</summary>
internal static class ColumnFaults
{
    private const int MostColumns = 4096;
    private const int LongestChoice = 8192;
    private const int LongestName = 1000;

    /// <summary>Of which columns are read.</summary>
    internal static IEnumerable<string> Of(string what, ColumnChoice choice) =>
    [
        .. choice.Client is null || choice.Targets is null ? Fault($"{what} must name the client and the targets.") : [],
        .. new[] { choice.Client, choice.Targets, choice.Features, choice.SplitBy }.All(
            text => text is null || (text.Length <= LongestChoice && PlainText.Is(text)))
            ? [] : Fault($"{what} must have texts of at most {LongestChoice} characters, each {PlainText.Rule}."),
    ];

    /// <summary>Of how columns are read.</summary>
    /// <param name="columns">The document.</param>
    /// <param name="isAsked">Whether the order asks for the sums that this would follow from.</param>
    internal static IEnumerable<string> Of(ColumnsDocument columns, bool isAsked) =>
    [
        .. isAsked ? Fault("columns must be null if the order asks for summing.") : [],
        .. Of("columns.choice", columns.Choice),
        .. Names(columns.Described.Select(column => column?.Column)),
        .. columns.Described.All(column => column is null || IsSound(column)) ? []
            : Fault($"columns.described must have counts of at least 0, finite numbers and {Vocabulary}."),
    ];

    /// <summary>Of what a client says of its columns.</summary>
    /// <param name="summed">The document.</param>
    /// <param name="most">The most rows it may have of each split.</param>
    internal static IEnumerable<string> Of(SummedDocument summed, int most) =>
    [
        .. new[] { summed.TrainingViews, summed.ValidationViews, summed.TestViews }.All(rows => rows >= 0 && rows <= most)
            ? [] : Fault($"trainingViews, validationViews and testViews must be 0 to {most}."),
        .. Names(summed.Columns.Select(column => column?.Column)),
        .. summed.Columns.SelectMany(column => column is null ? [] : Of(column, summed.TrainingViews)),
    ];

    private static IEnumerable<string> Of(ColumnSums sums, int rows)
    {
        var what = $"The column '{PlainText.Of(string.Concat((sums.Column ?? "").Take(LongestName)))}'";
        var words = sums.Kind is ColumnKind.Category or ColumnKind.Categories;
        return
        [
            .. sums.Known >= 0 && sums.Missing >= 0 && sums.Known + sums.Missing == rows
                ? [] : Fault($"{what} must have known and missing values that add up to {Plural.Of(rows, "row")}."),
            .. Enum.IsDefined(sums.Kind) ? [] : Fault($"{what} is of an unknown kind."),
            .. double.IsFinite(sums.Sum) && sums.SumOfSquares >= 0 && double.IsFinite(sums.SumOfSquares)
                && ((!words && sums.Known > 0) || (sums.Sum, sums.SumOfSquares) == (0, 0))
                ? [] : Fault($"{what} must have finite sums, and sums of 0 if it has categories or no values."),
            .. AreCounts(sums, words, rows) ? [] : Fault($"{what} must have counts of categories, if it has any, in {Vocabulary}."),
        ];
    }

    // Of one category per row, the counts add up to the rows that have one.
    private static bool AreCounts(ColumnSums sums, bool words, int rows) =>
        sums.Categories.All(word => IsWord(word.Key) && word.Value > 0 && word.Value <= Math.Min(sums.Known, rows))
        && (words || sums.Categories.Count == 0)
        && (sums.Kind != ColumnKind.Category || sums.Categories.Values.Sum() == sums.Known);

    private static bool IsSound(ColumnDescription column) => column.Known >= 0 && Enum.IsDefined(column.Kind)
        && double.IsFinite(column.Mean) && column.Deviation >= 0 && double.IsFinite(column.Deviation)
        && column.Vocabulary.All(IsWord)
        && column.Vocabulary.Zip(column.Vocabulary.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);

    private static string Vocabulary => $"words of 1 to {LongestName} characters, each once, in ordinal order";

    private static bool IsWord(string? word) => word is { Length: > 0 and <= LongestName } && PlainText.Is(word);

    private static IEnumerable<string> Names(IEnumerable<string?> names)
    {
        string?[] all = [.. names];
        return all.Length is > 0 and <= MostColumns && all.All(IsWord)
            ? [] : Fault($"columns must be 1 to {MostColumns} with names of 1 to {LongestName} characters.");
    }

    private static string[] Fault(string sentence) => [sentence];
}
