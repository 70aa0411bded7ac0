using Mas.Learning.Examples;
using Mas.Learning.Models;

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
public sealed class TableSource : IDataSource
{
    /// <summary>The instance that catalogues share.</summary>
    public static TableSource Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "table";

    /// <inheritdoc/>
    public string Summary => "a table, CSV or Parquet";

    /// <inheritdoc/>
    public bool HasColumns => true;

    /// <summary>The MLP, and batches of 64 rows.</summary>
    public FittingDefaults Fitting { get; } = new() { Encoder = Encoders.Mlp.Name, BatchSize = 64 };

    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation) =>
        TableShards.Open(TableOptions.From(request), cancellation);
}
