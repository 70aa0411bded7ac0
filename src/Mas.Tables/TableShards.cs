using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Tables.Columns;

namespace Mas.Tables;

/// <summary>A table as shards: the rows of each client, read alike.</summary>
/// <remarks>
/// Columns are standardised by what <see cref="Sums"/> of all clients add up to, in the order of their names: no row is
/// pooled, and the same table gives the same bits for any number of threads.
/// </remarks>
public sealed class TableShards : IShardSet
{
    private const int MostCategories = 1000;

    private TableShards(
        TableOptions options, IReadOnlyList<TableShard> shards, IReadOnlyList<IReadOnlyList<ColumnSums>> sums,
        IReadOnlyList<ColumnDescription> columns, IReadOnlyList<TaskDescription> tasks)
    {
        (Location, Shards, Sums, Columns, Tasks) = (options.File, shards, sums, columns, tasks);
        var digests = new ShardDigest[shards.Count];
        Parallel.For(0, digests.Length, Threads(options), client => digests[client] = shards[client].Digest());
        Digest = ShardsDigest.Of([options.SplitBy.ToString(), .. columns.Select(column => column.Line)], digests);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IShard> Shards { get; }

    /// <inheritdoc/>
    public ShardsDigest Digest { get; }

    /// <summary>What each client says of each column, in the order of <see cref="Shards"/>.</summary>
    public IReadOnlyList<IReadOnlyList<ColumnSums>> Sums { get; }

    /// <summary>What all clients know of each column: the features, then the targets.</summary>
    public IReadOnlyList<ColumnDescription> Columns { get; }

    /// <summary>The tasks that the targets are, in their order.</summary>
    public IReadOnlyList<TaskDescription> Tasks { get; }

    /// <summary>Opens a table.</summary>
    /// <param name="options">Which, and how it is read.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">
    /// The options do not fit the table, or something is wrong with it; the message names file, row and column.
    /// </exception>
    public static TableShards Open(TableOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fields = TargetNames.Fields(options.File, options.Targets);
        var table = new TableRows(options, cancellation);
        TableColumn[] columns = [.. table.Features, .. table.Targets];
        var sums = new IReadOnlyList<ColumnSums>[table.Clients.Count];
        Parallel.For(0, sums.Length, Threads(options), client =>
        {
            var train = table.Clients[client].Rows[(int)Split.Train];
            sums[client] = [.. columns.Select(column => column.Sums(train))];
        });

        var descriptions = options.Columns ?? Described(sums);
        if (!descriptions.Select(description => (description.Column, description.Kind))
            .SequenceEqual(columns.Select(column => (column.Name, column.Kind))))
        {
            throw new InputException(ValueFault.Of(
                $"{options.File}: what is read", $"'{string.Join(", ", columns.Select(column => column.Name))}'",
                $"the columns described: {string.Join(", ", descriptions.Select(description => description.Column))}"));
        }

        foreach (var (column, description) in columns.Zip(descriptions))
        {
            column.Describe(description);
        }

        var faults = table.Features.SelectMany(column => VocabularyFaults(options.File, column.Description))
            .Concat(options.Targets.Zip(table.Targets).SelectMany(
                target => TargetFaults(options.File, target.First, target.Second, table)));
        if (string.Join(Environment.NewLine, faults) is { Length: > 0 } sentences)
        {
            throw new InputException(sentences);
        }

        (TargetField, TableColumn)[] targets =
        [
            .. options.Targets.Select((target, index) => (
                TableShard.FieldOf(fields[index], target, table.Targets[index].Description), table.Targets[index])),
        ];
        return new TableShards(
            options,
            [.. table.Clients.Select(client => new TableShard(client.Name, client.Rows, table.Features, targets))],
            sums, descriptions, TasksOf(options, fields, table.Targets));
    }

    /// <summary>What the sums of clients say of each column.</summary>
    /// <param name="sums">By client, in the order of their names, and column.</param>
    public static IReadOnlyList<ColumnDescription> Described(IReadOnlyList<IReadOnlyList<ColumnSums>> sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return
        [
            .. Enumerable.Range(0, sums[0].Count).Select(column => ColumnDescription.Of(
                sums.Select(client => client[column]).Aggregate((sum, client) => sum.Plus(client)))),
        ];
    }

    /// <summary>Does nothing: a table holds no file open.</summary>
    public void Dispose()
    {
    }

    private static List<TaskDescription> TasksOf(
        TableOptions options, IReadOnlyList<string> fields, IReadOnlyList<TableColumn> targets)
    {
        var tasks = new List<TaskDescription>();
        for (var target = 0; target < fields.Count; target++)
        {
            tasks.Add(TargetNames.Task(
                fields[target], options.Targets[target], targets[target].Description,
                [.. tasks.Select(task => task.Mark)]));
        }

        return tasks;
    }

    private static IEnumerable<string> VocabularyFaults(string file, ColumnDescription column) =>
        column.Vocabulary.Count <= MostCategories ? []
            :
            [
                ValueFault.Of(
                    $"{file}: the column '{column.Column}'",
                    Plural.Of(column.Vocabulary.Count, "category", "categories") + " wide",
                    $"at most {MostCategories}"),
            ];

    private static IEnumerable<string> TargetFaults(
        string file, TableTarget target, TableColumn column, TableRows table)
    {
        var description = column.Description;
        var what = $"{file}: the target '{target.Column}'";
        if (description.Known == 0)
        {
            return [ValueFault.Of(what, "missing in every training row", "values to learn from")];
        }

        if (!target.IsClass)
        {
            return description.Deviation > 0 ? []
                : [ValueFault.Of(what, "constant in the training rows", "different numbers")];
        }

        return description.Vocabulary.Count < 2
            ? [ValueFault.Of(what, $"'{description.Vocabulary[0]}' in every training row", "two or more classes")]
            : VocabularyFaults(file, description).Concat(UnseenClasses(file, column, table));
    }

    // One sentence for each class that no training row has.
    private static IEnumerable<string> UnseenClasses(string file, TableColumn column, TableRows table) =>
        table.Clients.SelectMany(client => client.Rows.SelectMany((rows, split) => rows
                .Where(row => column.IsKnown(row) && column.IndexOf(row) == 0)
                .Select(row => (Row: row, Split: (Split)split))))
            .OrderBy(found => found.Row)
            .DistinctBy(found => column.WordOf(found.Row))
            .Select(found => CellFault.Of(
                file, found.Row + 1, column.Name, column.WordOf(found.Row)!,
                $"a class that occurs in training, not only in {found.Split.ToString().ToLowerInvariant()}")
                .Message);

    private static ParallelOptions Threads(TableOptions options) =>
        new() { MaxDegreeOfParallelism = Math.Max(1, options.Threads) };
}
