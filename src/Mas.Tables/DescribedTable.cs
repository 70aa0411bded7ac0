using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>
/// A table whose columns are described: by what each client says of its training rows, added up in the order of the
/// clients' names, or by descriptions that are given.
/// </summary>
internal sealed class DescribedTable
{
    private const int MostCategories = 10_000;
    private const int MostClasses = 1000;

    private readonly TableOptions _options;
    private readonly TableRows _table;

    /// <summary>Describes columns of a table.</summary>
    /// <param name="options">How the table is read.</param>
    /// <param name="table">The table.</param>
    /// <param name="features">The columns to describe, apart from the targets.</param>
    /// <exception cref="InputException">The descriptions that are given are of other columns.</exception>
    internal DescribedTable(TableOptions options, TableRows table, IReadOnlyList<TableColumn> features)
    {
        (_options, _table) = (options, table);
        TableColumn[] columns = [.. features, .. table.Targets];
        var sums = new IReadOnlyList<ColumnSums>[table.Clients.Count];
        Parallel.For(0, sums.Length, options.Parallelism, client =>
        {
            var train = table.Clients[client].Rows[(int)Split.Train];
            sums[client] = [.. columns.Select(column => column.Sums(train))];
        });
        Sums = sums;
        Columns = options.Columns ?? TableShards.Described(sums);
        if (!Columns.Select(description => (description.Column, description.Kind))
            .SequenceEqual(columns.Select(column => (column.Name, column.Kind))))
        {
            throw new InputException(ValueFault.Of(
                $"{options.File}: the list of columns read",
                $"'{string.Join(", ", columns.Select(column => column.Name))}'",
                $"the described columns: {string.Join(", ", Columns.Select(description => description.Column))}"));
        }

        foreach (var (column, description) in columns.Zip(Columns))
        {
            column.Describe(description);
        }

        Faults =
        [
            .. features.SelectMany(column => VocabularyFaults("column", column.Description, MostCategories)),
            .. options.Targets.Zip(table.Targets).SelectMany(target => TargetFaults(target.First, target.Second)),
        ];
        Targets = new TableTargets(table.Fields, options.Targets, table.Targets);
    }

    /// <summary>What each client says of each column, in the order of their names.</summary>
    internal IReadOnlyList<IReadOnlyList<ColumnSums>> Sums { get; }

    /// <summary>What all clients know of each column: the features, then the targets.</summary>
    internal IReadOnlyList<ColumnDescription> Columns { get; }

    /// <summary>Why columns cannot be learned from, a sentence each; empty where all can.</summary>
    internal IReadOnlyList<string> Faults { get; }

    /// <summary>What is learned.</summary>
    internal TableTargets Targets { get; }

    /// <summary>For each class of a target that no training row has, the first row with it.</summary>
    internal IEnumerable<UnseenClass> UnseenClasses() => _table.Targets.SelectMany(column =>
    {
        var unseen = column.Unseen;
        return unseen.Count == 0 ? [] : _table.Clients.SelectMany(client => client.Rows.SelectMany((rows, split) =>
                rows.SelectMany(row => (unseen.GetValueOrDefault(column.CellOf(row)) ?? [])
                    .Select(word => new UnseenClass(column.Name, word, row, (Split)split)))))
            .OrderBy(found => found.Row).DistinctBy(found => found.Class);
    });

    private IEnumerable<string> VocabularyFaults(string what, ColumnDescription column, int most) =>
        column.Vocabulary.Count <= most ? []
        :
        [
            ValueFault.Of(
                $"{_options.File}: the {what} '{column.Column}'",
                Plural.Of(column.Vocabulary.Count, "category", "categories") + " wide", $"at most {most}"),
        ];

    private IEnumerable<string> TargetFaults(TableTarget target, TableColumn column)
    {
        var description = column.Description;
        var what = $"{_options.File}: the target '{target.Column}'";
        if (description.Known == 0)
        {
            return [ValueFault.Of(what, "missing in every training row", "values to learn from")];
        }

        return target.Kind switch
        {
            TargetKind.Number => description.Deviation > 0 ? []
                : [ValueFault.Of(what, "constant in the training rows", "different numbers")],
            TargetKind.Class when description.Vocabulary.Count < 2 =>
                [ValueFault.Of(what, $"'{description.Vocabulary[0]}' in every training row", "two or more classes")],
            TargetKind.Classes when description.Vocabulary.Count == 0 =>
                [ValueFault.Of(what, "without a class in every training row", "one class or more")],
            _ => VocabularyFaults("target", description, MostClasses),
        };
    }
}
