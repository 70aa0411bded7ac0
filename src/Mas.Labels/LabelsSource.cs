using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Tables;
using Mas.Vision.Packing;
using Mas.Vision.Taskonomy;

namespace Mas.Labels;

/// <summary>
/// Pictures in a folder with a table of labels as a source of data: a request says where the folder or the table is, which
/// columns are read, whose pictures are wanted, and at what size. The targets are the tasks, whatever tasks the request
/// names; the only feature names the column of the pictures' paths, by default <c>file</c>.
/// </summary>
/// <example>
/// <code>
/// var learning = LearningCatalogue.Standard.WithPictures().With(LabelsSource.Instance);
/// var options = new RunOptions
/// {
///     Data = "cards", Source = "labels", Client = "session", Targets = "colour:class,tags:classes,count:regression",
/// };
/// FederatedRun.Start(options, RunCatalogue.Standard with { Learning = learning }, RunObserver.None, cancellation);
/// </code>
/// </example>
public sealed class LabelsSource : IColumnSource
{
    /// <summary>The table of a folder of pictures.</summary>
    public const string TableName = "labels.csv";

    /// <summary>The instance that catalogues share.</summary>
    public static LabelsSource Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "labels";

    /// <inheritdoc/>
    public string Summary => "a folder of pictures with a table of labels";

    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var input = request.Input ?? throw new InputException("Pictures are opened at a size; the request has none.");
        if (Fault(input) is { } fault)
        {
            throw new InputException(fault);
        }

        var options = OptionsOf(request);
        request.Note?.Invoke($"Reading {options.File}.");
        return LabelledPictures.Open(
            options, input.Height,
            new PackingOptions
            {
                CacheDirectory = request.Cache,
                Threads = request.Threads,
                Packing = share => request.Preparing?.Invoke($"Reading {options.File}", share),
            },
            cancellation);
    }

    /// <inheritdoc/>
    public string? Fault(FieldShape input) => TaskonomySource.Instance.Fault(input);

    /// <summary>How many pictures the client has, as the table says; none is read.</summary>
    /// <inheritdoc/>
    public ShardSummary Look(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SharedColumns.Look(FileOf(request), request, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TaskDescription> Tasks(ColumnChoice columns) => SharedColumns.Tasks(columns);

    /// <inheritdoc/>
    public ClientColumns Sum(DataRequest request, CancellationToken cancellation)
    {
        var table = new TableRows(LabelTable.WithPictures(OptionsOf(request)), cancellation);
        return SharedColumns.Sum(table, table.Targets);
    }

    /// <inheritdoc/>
    public string? Fault(ColumnChoice columns, IReadOnlyList<ColumnSums> sums)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return SharedColumns.Fault([], TableTarget.Parse("--targets", columns.Targets!), sums);
    }

    /// <inheritdoc/>
    public DataDescription Describe(
        string place, ColumnChoice columns, IReadOnlyList<IReadOnlyList<ColumnSums>> sums) =>
        SharedColumns.Describe(place, columns, sums);

    private static TableOptions OptionsOf(DataRequest request) =>
        TableOptions.From(request) with { File = FileOf(request) };

    private static string FileOf(DataRequest request) =>
        Directory.Exists(request.Location) ? Path.Combine(request.Location, TableName) : request.Location;
}
