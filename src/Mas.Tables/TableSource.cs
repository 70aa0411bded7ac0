using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Tables;

/// <summary>
/// A table as a source of data: a request says where it is, which columns are read, and whose rows are wanted. The targets
/// are the tasks, whatever tasks the request names.
/// </summary>
/// <example>
/// <code>
/// var catalogue = RunCatalogue.Standard with { Learning = LearningCatalogue.Standard.With(TableSource.Instance) };
/// var options = new RunOptions
/// {
///     Data = "air.csv.gz", Source = "table", Client = "station", Targets = "PM2.5:regression:log", Encoder = "mlp",
/// };
/// FederatedRun.Start(options, catalogue, RunObserver.None, cancellation);
/// </code>
/// </example>
public sealed class TableSource : IColumnSource
{
    /// <summary>The instance that catalogues share.</summary>
    public static TableSource Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "table";

    /// <inheritdoc/>
    public string Summary => "a table, CSV or Parquet";

    /// <summary>The MLP, and batches of 64 rows.</summary>
    public FittingDefaults Fitting { get; } = new() { Encoder = Encoders.Mlp.Name, BatchSize = 64 };

    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation) =>
        TableShards.Open(TableOptions.From(request), cancellation);

    /// <summary>How many rows the client has: what it learns, the columns of a run say.</summary>
    /// <inheritdoc/>
    public ShardSummary Look(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SharedColumns.Look(request.Location, request, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskDescription> Tasks(ColumnChoice columns) => SharedColumns.Tasks(columns);

    /// <inheritdoc/>
    public ClientColumns Sum(DataRequest request, CancellationToken cancellation)
    {
        var table = new TableRows(TableOptions.From(request), cancellation);
        return SharedColumns.Sum(table, table.Features.Concat(table.Targets));
    }

    /// <inheritdoc/>
    public string? Fault(ColumnChoice columns, IReadOnlyList<ColumnSums> sums)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return SharedColumns.Fault(
            columns.Features is { } features ? TableFeature.Parse(features) : null,
            TableTarget.Parse("--targets", columns.Targets!), sums);
    }

    /// <inheritdoc/>
    public DataDescription Describe(
        string place, ColumnChoice columns, IReadOnlyList<IReadOnlyList<ColumnSums>> sums) =>
        SharedColumns.Describe(place, columns, sums);
}
