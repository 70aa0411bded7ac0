using Mas.Learning.Examples;

namespace Mas.Tables;

/// <summary>A table as a source of data: its options say how it is read, a request where it is and whose rows are wanted.</summary>
/// <param name="options">How the table is read; its file and client give way to those of a request.</param>
/// <example>
/// <code>
/// var catalogue = new RunCatalogue { Learning = LearningCatalogue.Standard.With(new TableSource(options)) };
/// FederatedRun.Start(
///     new RunOptions { Source = "table", Data = options.File, Encoder = "mlp" }, RunObserver.None, cancellation,
///     catalogue: catalogue);
/// </code>
/// </example>
public sealed class TableSource(TableOptions options) : IDataSource
{
    /// <inheritdoc/>
    public string Name => "table";

    /// <inheritdoc/>
    public string Summary => "a table, CSV or Parquet";

    /// <summary>Opens the table; its targets are the tasks, whatever tasks the request names.</summary>
    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TableShards.Open(
            options with
            {
                File = request.Location,
                OnlyClient = request.Client ?? options.OnlyClient,
                Threads = request.Threads,
            },
            cancellation);
    }
}
