using System.Buffers;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Tables;
using Mas.Vision.Packing;

namespace Mas.Labels;

/// <summary>The pictures of one client: square pictures, and a number or classes per target, which a picture may lack.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
public sealed class LabelledShard : IShard
{
    private const float Most = byte.MaxValue;

    private readonly int[][] _rows;
    private readonly int[][] _places;
    private readonly PackedRecords _pictures;
    private readonly TableTargets _targets;
    private readonly IReadOnlyDictionary<string, int> _known;

    /// <summary>The shard of a client.</summary>
    /// <param name="name">The client.</param>
    /// <param name="rows">Its rows of the table, by split.</param>
    /// <param name="pictures">Its pictures, in the order of its rows in the table.</param>
    /// <param name="size">Rows and columns of a picture.</param>
    /// <param name="targets">What is learned.</param>
    internal LabelledShard(string name, int[][] rows, PackedRecords pictures, int size, TableTargets targets)
    {
        (Name, Input, _rows, _pictures, _targets) = (name, FieldShape.Square(size, 3), rows, pictures, targets);
        _known = targets.Known(rows[(int)Split.Train]);
        int[] all = [.. rows.SelectMany(split => split).Order()];
        _places = [.. rows.Select(split => split.Select(row => Array.BinarySearch(all, row)).ToArray())];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public FieldShape Input { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TargetField> Targets => _targets.Fields;

    /// <inheritdoc/>
    public int Count(Split split) => _rows[(int)split].Length;

    /// <inheritdoc/>
    public int Labelled(string field) => _known.GetValueOrDefault(field);

    /// <summary>Fills a batch with pictures, 0 to 1. They are not varied: a label may depend on left and right.</summary>
    /// <inheritdoc/>
    public void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, RandomStream? augmentation = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Size != indices.Length || batch.Shape.Input != Input)
        {
            throw new ArgumentException(
                $"The batch is of {batch.Size} x {batch.Shape.Input}; expected {indices.Length} x {Input}.",
                nameof(batch));
        }

        var (rented, buffer) = (
            ArrayPool<int>.Shared.Rent(indices.Length),
            ArrayPool<byte>.Shared.Rent(Input.Positions * Input.Channels));
        var rows = rented.AsSpan(0, indices.Length);
        for (var example = 0; example < rows.Length; example++)
        {
            rows[example] = _rows[(int)split][indices[example]];
            var record = _pictures.Record(_places[(int)split][indices[example]], buffer);
            var picture = batch.Input.Picture(example);
            for (var at = 0; at < picture.Length; at++)
            {
                picture[at] = record[at] / Most;
            }
        }

        _targets.Fill(batch, rows);
        ArrayPool<int>.Shared.Return(rented);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>The digest of all that training reads.</summary>
    internal ShardDigest Digest(IReadOnlyList<TableColumn> columns)
    {
        var labels = RowsDigest.Of(Name, _rows, columns);
        return labels with
        {
            Sha256 = ShardsDigest.Hash(
                [labels.Sha256, _pictures.Sha256, .. _places.Select(split => string.Join(',', split))]),
        };
    }
}
