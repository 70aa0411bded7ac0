using Mas.Learning;
using Mas.Learning.Columns;
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
    private TableShards(TableOptions options, TableRows table, DescribedTable described)
    {
        (Location, Sums, Columns, Tasks) = (options.File, described.Sums, described.Columns, described.Targets.Learned.Tasks);
        var features = new FeatureRow(table.Features);
        Meaning = new DataMeaning(features.Channels, [.. described.Targets.Learned.Meanings]);
        TableColumn[] columns = [.. table.Features, .. table.Targets];
        Shards =
        [
            .. table.Clients.Select(client => new TableShard(client.Name, client.Rows, features, described.Targets)),
        ];
        var digests = new ShardDigest[table.Clients.Count];
        Parallel.For(0, digests.Length, options.Parallelism, client =>
            digests[client] = RowsDigest.Of(table.Clients[client].Name, table.Clients[client].Rows, columns));
        Digest = ShardsDigest.Of([options.SplitBy.ToString(), .. Columns.Select(column => column.Line)], digests);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IShard> Shards { get; }

    /// <inheritdoc/>
    public ShardsDigest Digest { get; }

    /// <inheritdoc/>
    public DataMeaning Meaning { get; }

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
        var table = new TableRows(options, cancellation);
        var described = new DescribedTable(options, table, table.Features);

        // A device cannot help that others' training rows lack a class of its own: such rows count as unlabelled.
        var unseen = options.Columns is null ? described.UnseenClasses() : [];
        var faults = described.Faults.Concat(unseen.Select(found => CellFault.Of(
            options.File, found.Row + 1, found.Column, found.Class,
            $"a class that occurs in training, not only in {found.Split.ToString().ToLowerInvariant()}").Message));
        return string.Join(Environment.NewLine, faults) is { Length: > 0 } sentences
            ? throw new InputException(sentences) : new TableShards(options, table, described);
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
}
