using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;

namespace Mas.Tables;

/// <summary>The names of targets as fields, ids and marks of tasks, which have fewer letters than columns.</summary>
internal static class TargetNames
{
    /// <summary>The field of a column: letters, digits, _ and -.</summary>
    internal static string Field(string column) => string.Concat(column
        .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '_')
        .Take(TaskDescription.LongestName));

    /// <summary>The fields of targets.</summary>
    /// <exception cref="InputException">Two have the same.</exception>
    internal static IReadOnlyList<string> Fields(string file, IReadOnlyList<TableTarget> targets) =>
        targets.GroupBy(target => Field(target.Column), StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1) is { } same
            ? throw new InputException(
                $"{file}: the targets {string.Join(" and ", same.Select(target => $"'{target.Column}'"))} have the "
                + $"same field, '{same.Key}'; rename a column.")
            : [.. targets.Select(target => Field(target.Column))];

    /// <summary>The task that a target is.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="target">The target.</param>
    /// <param name="column">What all clients know of its column.</param>
    /// <param name="taken">The marks of tasks before it.</param>
    internal static TaskDescription Task(
        string field, TableTarget target, ColumnDescription column, IReadOnlyCollection<string> taken)
    {
        var id = string.Concat(field.ToLowerInvariant().Select(letter => letter == '_' ? '-' : letter));
        var label = string.Concat(PlainText.Of(target.Column).Take(TaskDescription.LongestName));
        (Objective Objective, int Outputs) learned = target.Kind switch
        {
            // Class 0 is unlabelled.
            TargetKind.Class => (CrossEntropyObjective.Instance, column.Vocabulary.Count + 1),
            TargetKind.Classes => (BinaryCrossEntropyObjective.Instance, column.Vocabulary.Count),
            _ => (SquaredErrorObjective.Instance, 1),
        };
        return new TaskDescription(
            id, label, Mark(field, taken), field, learned.Outputs, learned.Objective.TargetChannels(learned.Outputs),
            learned.Objective.Name, "linear")
        {
            Metrics = target.Kind == TargetKind.Class ? "labels" : null,
        };
    }

    // Tasks that are named by one letter are others.
    private static string Mark(string field, IReadOnlyCollection<string> taken)
    {
        var letters = string.Concat(field.Where(char.IsAsciiLetterOrDigit));
        letters = letters.Length < 2 ? $"col{letters}" : letters;
        return Enumerable.Range(1, int.MaxValue).Select(Numbered)
            .First(mark => !taken.Contains(mark, StringComparer.OrdinalIgnoreCase));

        string Numbered(int number)
        {
            var suffix = number == 1 ? "" : $"x{number}";
            return string.Concat(letters.Take(TaskDescription.LongestMark - suffix.Length)) + suffix;
        }
    }
}
