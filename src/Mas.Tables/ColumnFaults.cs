using Mas.Learning;
using Mas.Learning.Columns;

namespace Mas.Tables;

/// <summary>Why columns cannot be learned from, by what all clients know of them.</summary>
internal static class ColumnFaults
{
    private const int MostCategories = 10_000;
    private const int MostClasses = 1000;

    /// <summary>A sentence for each fault; empty where there is none.</summary>
    /// <param name="place">Where the data lie.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="columns">The features, then the columns of the targets.</param>
    internal static IEnumerable<string> Of(
        string place, IReadOnlyList<TableTarget> targets, IReadOnlyList<ColumnDescription> columns) =>
    [
        .. columns.Where(column => !double.IsFinite(column.Mean) || !double.IsFinite(column.Deviation)).Select(column =>
            ValueFault.Of($"{place}: the column '{column.Column}'", "too large to add up", "numbers whose squares are finite")),
        .. columns.SkipLast(targets.Count).SelectMany(column => Vocabulary(place, "column", column, MostCategories)),
        .. targets.Zip(columns.TakeLast(targets.Count)).SelectMany(target => Target(place, target.First, target.Second)),
    ];

    private static IEnumerable<string> Vocabulary(string place, string what, ColumnDescription column, int most) =>
        column.Vocabulary.Count <= most ? []
        :
        [
            ValueFault.Of(
                $"{place}: the {what} '{column.Column}'",
                Plural.Of(column.Vocabulary.Count, "category", "categories") + " wide", $"at most {most}"),
        ];

    private static IEnumerable<string> Target(string place, TableTarget target, ColumnDescription column)
    {
        var what = $"{place}: the target '{target.Column}'";
        if (column.Known == 0)
        {
            return [ValueFault.Of(what, "missing in every training row", "values to learn from")];
        }

        return target.Kind switch
        {
            TargetKind.Number => column.Deviation is not 0 ? []
                : [ValueFault.Of(what, "constant in the training rows", "different numbers")],
            TargetKind.Class when column.Vocabulary.Count < 2 =>
                [ValueFault.Of(what, $"'{column.Vocabulary[0]}' in every training row", "two or more classes")],
            TargetKind.Classes when column.Vocabulary.Count == 0 =>
                [ValueFault.Of(what, "without a class in all training rows", "a class in one or more")],
            _ => Vocabulary(place, "target", column, MostClasses),
        };
    }
}
