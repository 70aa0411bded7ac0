using System.Globalization;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Tasks;

namespace Mas.Federation.Runs;

/// <summary>
/// The data of a run, opened by the source that its options name. A run that has begun identifies them by their digest.
/// </summary>
public static class RunData
{
    /// <summary>The file in a run's folder that says what its data held when it began.</summary>
    public const string FileName = "data.json";

    /// <summary>The file in a run's folder that says what the numbers of its data mean.</summary>
    public const string MeaningFileName = "meaning.json";

    /// <summary>
    /// Where a run's data lie: where the options say, or else where the Rooms of that size are, relative to the working
    /// folder, which all runs share.
    /// </summary>
    public static string Location(RunOptions options) => options.Data ?? Path.Combine("data", string.Create(
        CultureInfo.InvariantCulture, $"rooms{options.RoomsEdition}-{options.Buildings}x{options.ImageSize}"));

    /// <summary>Opens data for the tasks of a run, whatever their content.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="preparing">Called with what is being prepared, and the share of it that is done, 0 to 1.</param>
    /// <exception cref="InputException">
    /// The source is unknown, or something is wrong with the data; every fault is named.
    /// </exception>
    /// <exception cref="IOException">What is kept of the data cannot be written.</exception>
    public static IShardSet Open(
        RunOptions options, Action<string>? note, CancellationToken cancellation,
        Action<string, double>? preparing = null) => options.Learning.Source(options.SourceName).Open(
            new DataRequest
            {
                Location = Location(options),
                Tasks = options.TaskSet(),
                Input = options.InputShape,
                Columns = options.Columns,
                Cache = options.Cache,
                Threads = options.Threads,
                Clients = options.Buildings,
                Edition = options.RoomsEdition,
                Note = note,
                Preparing = preparing,
            },
            cancellation);

    /// <summary>
    /// The options with what the data say: the shape of what models read, where it is another than that of pictures of
    /// that size, the channels to embed, if any, and the tasks, where the data define them.
    /// </summary>
    /// <param name="options">The options that the data were opened with.</param>
    /// <param name="data">The data.</param>
    public static RunOptions Described(RunOptions options, IShardSet data)
    {
        options = Reading(options, data.Shards is [var first, ..] ? first.Input : null, data.Meaning);
        return data.Tasks.Count == 0 ? options : options with
        {
            OwnTasks = data.Tasks,
            Tasks = TaskMarks.Write([.. data.Tasks.Select(task => task.Mark)]),
        };
    }

    /// <summary>
    /// The options with the tasks that their targets are, as far as these are known before the data; as they are, where they
    /// name no targets.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <exception cref="InputException">The targets are written wrongly; the message says what is expected.</exception>
    public static RunOptions WithTargets(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var source = options.Learning.Sources.FirstOrDefault(known => known.Name == options.SourceName) as IColumnSource;
        return source is null || options.Columns is not { Targets: not null } columns ? options : options with
        {
            OwnTasks = source.Tasks(columns),
        };
    }

    /// <summary>The options with what devices say of their columns: the run learns those of the tasks that its options name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="columns">What the columns of all devices are read as.</param>
    internal static RunOptions Described(RunOptions options, DataDescription columns) =>
        Reading(options, columns.Input, columns.Meaning) with
        {
            OwnTasks = columns.Tasks,
            ColumnDescriptions = columns.Columns,
        };

    /// <summary>Opens the data that a run or a comparison began with, which must hold what they held then.</summary>
    /// <param name="options">Its options; with those of a version that recorded no digest, any data are opened.</param>
    /// <param name="begun">What they held when it began; null if that is not known.</param>
    /// <param name="note">Called with a sentence about what takes time.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="preparing">Called with what is being prepared, and the share of it that is done, 0 to 1.</param>
    /// <exception cref="InputException">
    /// They are missing, differ, which the message explains, or have faults.
    /// </exception>
    /// <exception cref="IOException">What is kept of the data cannot be written.</exception>
    internal static IShardSet OpenAgain(
        RunOptions options, ShardsDigest? begun, Action<string>? note, CancellationToken cancellation,
        Action<string, double>? preparing = null)
    {
        const string Remedy = "give the folder that has them with --data DIR";
        if (options.DataDigest is not { } known)
        {
            return Open(options, note, cancellation, preparing);
        }

        if (options.Data is { } place && !Path.Exists(place))
        {
            throw new InputException($"The data that the run started with are not in {place}; {Remedy}.");
        }

        var data = Open(options, note, cancellation, preparing);
        if (data.Digest.Sha256 == known)
        {
            return data;
        }

        using (data)
        {
            var change = begun is null ? "their digest differs" : begun.Difference(data.Digest);
            throw new InputException(
                $"The data in {data.Location} differ from those the run started with: {change}. Restore them, or "
                + $"{Remedy}.");
        }
    }

    private static RunOptions Reading(RunOptions options, FieldShape? input, DataMeaning meaning)
    {
        if (input is { } shape && shape != options.InputShape)
        {
            options = options with { Input = shape };
        }

        return options.EmbeddingWidth == EmbeddingWidth.None ? options : options with
        {
            Embeddings =
            [
                .. meaning.Categories().Select(block => new ChannelEmbedding(
                    block.First, block.Count, options.EmbeddingWidth.Of(block.Count))),
            ],
        };
    }
}
