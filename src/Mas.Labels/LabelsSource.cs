using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Tables;
using Mas.Vision.Packing;
using Mas.Vision.Taskonomy;

namespace Mas.Labels;

/// <summary>
/// Pictures in a folder with a table of labels, as a source of data: its options say how the table is read, a request
/// where it is, whose pictures are wanted and at what size.
/// </summary>
/// <param name="options">
/// How the table is read; its file and client give way to those of a request. Its only feature names the column of the
/// pictures' paths, by default <c>file</c>.
/// </param>
/// <example>
/// <code>
/// var source = new LabelsSource(new TableOptions
/// {
///     File = LabelsSource.TableName,
///     Client = "session",
///     Targets = TableTarget.Parse("targets", "colour:class,tags:classes,count:regression"),
///     SplitBy = SplitBy.Parse("split-by", "group:photo"),
/// });
/// </code>
/// </example>
public sealed class LabelsSource(TableOptions options) : IDataSource
{
    /// <summary>The table of a folder of pictures.</summary>
    public const string TableName = "labels.csv";

    /// <inheritdoc/>
    public string Name => "labels";

    /// <inheritdoc/>
    public string Summary => "a folder of pictures with a table of labels";

    /// <summary>Opens a folder, or the table in it; its targets are the tasks, whatever tasks the request names.</summary>
    /// <inheritdoc/>
    public IShardSet Open(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var input = request.Input ?? throw new InputException("Pictures are opened at a size; the request has none.");
        if (Fault(input) is { } fault)
        {
            throw new InputException(fault);
        }

        var reading = OptionsFor(request);
        request.Note?.Invoke($"Reading {reading.File}.");
        return LabelledPictures.Open(
            reading, input.Height,
            new PackingOptions
            {
                CacheDirectory = request.Cache,
                Threads = request.Threads,
                Packing = share => request.Preparing?.Invoke($"Reading {reading.File}", share),
            },
            cancellation);
    }

    /// <inheritdoc/>
    public string? Fault(FieldShape input) => TaskonomySource.Instance.Fault(input);

    /// <summary>What the table says; no picture is read.</summary>
    /// <inheritdoc/>
    public ShardSummary Look(DataRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var table = new LabelTable(OptionsFor(request), cancellation);
        var (name, rows) = request.Own(table.Rows.Clients, client => client.Name);
        return new ShardSummary(
            name, rows[(int)Split.Train].Length, rows[(int)Split.Validation].Length, rows[(int)Split.Test].Length,
            table.Rows.Fields);
    }

    private TableOptions OptionsFor(DataRequest request) => options with
    {
        File = Directory.Exists(request.Location) ? Path.Combine(request.Location, TableName) : request.Location,
        OnlyClient = request.Client ?? options.OnlyClient,
        Threads = request.Threads,
    };
}
