using System.Security.Cryptography;
using System.Text;
using Mas.Labels.Decoding;
using Mas.Learning;
using Mas.Learning.Columns;
using Mas.Learning.Examples;
using Mas.Learning.Files;
using Mas.Learning.Tasks;
using Mas.Tables;
using Mas.Vision.Packing;

namespace Mas.Labels;

/// <summary>
/// Pictures in a folder whose labels are in a table: a shard per client, resized and packed so that after the first
/// opening no picture is decoded any more. docs/reference/labels.md has the layout.
/// </summary>
/// <remarks>
/// Labels are read as <see cref="TableShards"/> reads targets. Thread-safe.
/// </remarks>
public sealed class LabelledPictures : IShardSet
{
    // Changes whenever the pixels of the same pictures do.
    private const int DecodingVersion = 1;

    private readonly PackedRecords[] _records;

    private LabelledPictures(
        TableOptions options, LabelTable table, int imageSize, PackedRecords[] records)
    {
        _records = records;
        Location = options.File;
        (Sums, Columns, Tasks) = (table.Described.Sums, table.Described.Columns, table.Described.Targets.Learned.Tasks);
        LabelledShard[] shards =
        [
            .. table.Rows.Clients.Zip(records, (client, pictures) => new LabelledShard(
                client.Name, client.Rows, pictures, imageSize, table.Described.Targets)),
        ];
        Shards = shards;
        Digest = ShardsDigest.Of(
            [
                FormattableString.Invariant($"{DecodingVersion} {imageSize} {options.SplitBy}"),
                .. Columns.Select(column => column.Line),
            ],
            [.. shards.Select(shard => shard.Digest(table.Rows.Targets))]);
        Notes = [.. table.Notes()];
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IShard> Shards { get; }

    /// <inheritdoc/>
    public ShardsDigest Digest { get; }

    /// <summary>What each client says of each target's column, in the order of <see cref="Shards"/>.</summary>
    public IReadOnlyList<IReadOnlyList<ColumnSums>> Sums { get; }

    /// <summary>What all clients know of each target's column.</summary>
    public IReadOnlyList<ColumnDescription> Columns { get; }

    /// <summary>The tasks that the targets are, in their order.</summary>
    public IReadOnlyList<TaskDescription> Tasks { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Picture files decoded while opening; 0 where the packed cache was there.</summary>
    public int PicturesRead { get; private init; }

    /// <summary>Opens pictures with labels: checks everything, and packs what the cache does not hold yet.</summary>
    /// <param name="options">
    /// The table and how it is read. Pictures are in the table's folder; the only feature names the column of their paths,
    /// by default <c>file</c>.
    /// </param>
    /// <param name="imageSize">Rows and columns to resize to, at least 1.</param>
    /// <param name="packing">How pictures are packed; null: the defaults.</param>
    /// <param name="cancellation">Stops the packing; clients packed so far stay in the cache.</param>
    /// <exception cref="InputException">
    /// Something is wrong with the table or the pictures; the message names every fault with file and row.
    /// </exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    public static LabelledPictures Open(
        TableOptions options, int imageSize, PackingOptions? packing = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageSize, 1);
        packing ??= new PackingOptions { Threads = options.Threads };
        var table = new LabelTable(options, cancellation);
        var read = 0;
        var faults = table.Rows.Clients.Select(_ => new List<string>()).ToArray();
        var records = RecordPacker.Pack(
            CacheFolder.Of(table.Folder, FormattableString.Invariant($"labels-{imageSize}"), packing.CacheDirectory),
            imageSize * imageSize * 3, [.. table.Rows.Clients.Select((client, place) => ToPack(client, faults[place]))],
            packing, cancellation);
        LabelTable.Throw([.. faults.SelectMany(own => own)]);
        return new LabelledPictures(options, table, imageSize, records) { PicturesRead = read };

        RecordsToPack ToPack((string Name, int[][] Rows) client, List<string> found)
        {
            int[] rows = [.. client.Rows.SelectMany(split => split).Order()];
            return new RecordsToPack(
                FileOf(client.Name), rows.Length,
                () => PackedFile.Key(
                    table.Folder, FormattableString.Invariant($"labels {DecodingVersion} {imageSize}"),
                    [.. rows.Select(table.PathOf)]),
                (record, bytes) =>
                {
                    Interlocked.Increment(ref read);
                    try
                    {
                        PictureSquare.Write(
                            PictureDecoder.Read(table.PathOf(rows[record]), table.NameOf(rows[record])), imageSize, bytes);
                    }
                    catch (InputException fault)
                    {
                        found.Add($"{table.PlaceOf(rows[record])}: {fault.Message}");
                    }

                    return found.Count == 0;
                });
        }
    }

    /// <summary>Closes the packed cache.</summary>
    public void Dispose() => Array.ForEach(_records, records => records.Dispose());

    // A client may have any name; a file may not.
    private static string FileOf(string client) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(client)), 0, 16);
}
