using System.Buffers;
using Mas.Engine.Tensors;

namespace Mas.Learning.Data;

/// <summary>One building of a data set: the views that one client owns.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
public sealed class Building
{
    private static readonly RecordReader Pictures =
        new(MapFormat.Picture, MapFormat.Picture.Normalisation);

    private static readonly RecordReader Masks = new(MapFormat.Mask, Normalisation.Identity);

    private readonly PackedRecords _records;
    private readonly RecordLayout _layout;
    private readonly IReadOnlyDictionary<string, (int Offset, RecordReader Reader)> _maps;
    private readonly int[][] _views;
    private readonly string[] _names;

    internal Building(
        BuildingFiles files, Split[] splits, PackedRecords records, RecordLayout layout,
        IReadOnlyDictionary<string, (int Offset, RecordReader Reader)> maps)
    {
        Name = files.Name;
        (_records, _layout, _maps) = (records, layout, maps);
        _names = [.. files.Views.Select(view => view.Name.ToString())];
        _views =
        [
            .. Enum.GetValues<Split>().Select(split => Enumerable.Range(0, splits.Length)
                .Where(i => splits[i] == split).ToArray()),
        ];
    }

    /// <summary>The building's name: that of its folders.</summary>
    public string Name { get; }

    /// <summary>How many views of the building belong to a split.</summary>
    public int Count(Split split) => _views[(int)split].Length;

    /// <summary>The name of a view, such as <c>point_3_view_0</c>.</summary>
    /// <param name="split">The view's split.</param>
    /// <param name="index">The view's position inside its split, 0 to <see cref="Count"/> - 1.</param>
    public string ViewName(Split split, int index) => _names[_views[(int)split][index]];

    /// <summary>Fills a batch with views.</summary>
    /// <param name="batch">The batch, of the data set's image size; overwritten.</param>
    /// <param name="split">The split the views belong to.</param>
    /// <param name="indices">Positions inside the split, one a view of the batch.</param>
    /// <param name="flips">
    /// Which views to mirror from left to right, every map with its picture and the x of normals negated; empty: none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The batch does not match: other numbers of views, another image size, or a field the data set was opened without.
    /// </exception>
    public void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, ReadOnlySpan<bool> flips)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (indices.Length != batch.Size || (flips.Length != 0 && flips.Length != batch.Size))
        {
            throw new ArgumentException(
                $"A batch of {batch.Size} cannot take {Plural.Of(indices.Length, "view")} and "
                + $"{Plural.Of(flips.Length, "flip")}.");
        }

        if (batch.ImageSize != _layout.ImageSize)
            throw new ArgumentException($"The batch is {batch.ImageSize} wide, the data set {_layout.ImageSize}.");
        if (batch.Tasks.FirstOrDefault(task => !_maps.ContainsKey(task.Field)) is { } missing)
            throw new ArgumentException($"The data set was opened without the field {missing.Field}.");

        byte[] buffer = ArrayPool<byte>.Shared.Rent(_layout.RecordBytes);
        for (int i = 0; i < indices.Length; i++)
        {
            ReadOnlySpan<byte> record = _records.Record(_views[(int)split][indices[i]], buffer);
            bool flip = flips.Length > 0 && flips[i];
            Pictures.Read(record, batch.ImageSize, flip, Picture(batch.Images, i));
            Masks.Read(record[_layout.MaskOffset..], batch.ImageSize, flip, Picture(batch.Mask, i));
            for (int task = 0; task < batch.Tasks.Count; task++)
            {
                var (offset, reader) = _maps[batch.Tasks[task].Field];
                reader.Read(record[offset..], batch.ImageSize, flip, Picture(batch.Targets[task], i));
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static Span<float> Picture(Tensor tensor, int index)
    {
        int size = tensor.Shape.Count / tensor.Shape.Batch;
        return tensor.Values.Slice(index * size, size);
    }
}
