using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>
/// A table whose columns are described: by what each client says of its training rows, added up in the order of the
/// clients' names, or by descriptions that are given.
/// </summary>
internal sealed class DescribedTable
{
    private readonly TableRows _table;

    /// <summary>Describes columns of a table.</summary>
    /// <param name="options">How the table is read.</param>
    /// <param name="table">The table.</param>
    /// <param name="features">The columns to describe, apart from the targets.</param>
    /// <exception cref="InputException">The descriptions that are given are of other columns.</exception>
    internal DescribedTable(TableOptions options, TableRows table, IReadOnlyList<TableColumn> features)
    {
        _table = table;
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

        Faults = [.. ColumnFaults.Of(options.File, options.Targets, Columns)];
        Targets = new TableTargets(
            new LearnedTargets(options.File, options.Targets, [.. Columns.TakeLast(options.Targets.Count)]), table.Targets);
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
}
