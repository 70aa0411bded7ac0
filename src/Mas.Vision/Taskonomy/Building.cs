using System.Buffers;
using Mas.Engine.Randomness;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;
using Mas.Vision.Packing;

namespace Mas.Vision.Taskonomy;

/// <summary>One building of a data set: the views that one client owns.</summary>
/// <remarks>Thread-safe, as long as each thread fills a batch of its own.</remarks>
public sealed class Building : IShard
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
        IReadOnlyDictionary<string, (int Offset, RecordReader Reader)> maps, Func<MapFormat, TargetUnit?> unitOf)
    {
        Name = files.Name;
        Input = FieldShape.Square(layout.ImageSize, MapFormat.Picture.Channels);
        Targets =
        [
            .. layout.Formats.Where(format => files.Fields.Contains(format.Folder)).Select(format => new TargetField(
                format.Folder, FieldShape.Square(layout.ImageSize, format.Channels), TargetField.SharedWeight)
            {
                Unit = unitOf(format),
            }),
        ];
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

    /// <inheritdoc/>
    public FieldShape Input { get; }

    /// <summary>
    /// A map of the picture's size for each task it has maps of, named for its folder; one mask is the weight of all.
    /// </summary>
    public IReadOnlyList<TargetField> Targets { get; }

    /// <summary>Whether the building has maps for a task.</summary>
    public bool HasMaps(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Targets.Any(target => target.Name == task.Field);
    }

    /// <summary>How many views of the building belong to a split.</summary>
    public int Count(Split split) => _views[(int)split].Length;

    /// <summary>The name of a view, such as <c>point_3_view_0</c>.</summary>
    /// <param name="split">The view's split.</param>
    /// <param name="index">The view's position inside its split, 0 to <see cref="Count"/> - 1.</param>
    public string ViewName(Split split, int index) => _names[_views[(int)split][index]];

    /// <summary>Fills a batch with views, each mirrored with probability 1/2 where they are to be varied.</summary>
    /// <inheritdoc/>
    public void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, RandomStream? augmentation = null)
    {
        if (augmentation is null)
        {
            Fill(batch, split, indices, []);
            return;
        }

        var flips = ArrayPool<bool>.Shared.Rent(indices.Length);
        var drawn = flips.AsSpan(0, indices.Length);
        foreach (ref var flip in drawn)
        {
            flip = augmentation.Next(2) == 1;
        }

        Fill(batch, split, indices, drawn);
        ArrayPool<bool>.Shared.Return(flips);
    }

    /// <summary>Fills a batch with views.</summary>
    /// <param name="batch">The batch, of the data set's image size; overwritten.</param>
    /// <param name="split">The split the views belong to.</param>
    /// <param name="indices">Positions inside the split, one a view of the batch.</param>
    /// <param name="flips">
    /// Which views to mirror from left to right, every map with its picture and the x of normals negated; empty: none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The batch does not match: other numbers of views, another image size, or a field the data set was opened
    /// without.
    /// </exception>
    internal void Fill(Batch batch, Split split, ReadOnlySpan<int> indices, ReadOnlySpan<bool> flips)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (indices.Length != batch.Size || (flips.Length != 0 && flips.Length != batch.Size))
        {
            throw new ArgumentException(
                $"A batch of {batch.Size} cannot take {Plural.Of(indices.Length, "view")} and "
                + $"{Plural.Of(flips.Length, "flip")}.");
        }

        if (batch.Shape.Input != Input)
        {
            throw new ArgumentException($"The batch has pictures {batch.Shape.Input}, the data set {Input}.");
        }

        if (batch.Shape.Targets.FirstOrDefault(target => !Targets.Any(target.IsLike)) is { } missing)
        {
            throw new ArgumentException($"{Name} was opened without {missing.Name} {missing.Shape}.");
        }

        var size = _layout.ImageSize;
        var buffer = ArrayPool<byte>.Shared.Rent(_layout.RecordBytes);
        for (var i = 0; i < indices.Length; i++)
        {
            var record = _records.Record(_views[(int)split][indices[i]], buffer);
            var flip = flips.Length > 0 && flips[i];
            Pictures.Read(record, size, flip, batch.Input.Picture(i));
            if (batch.Weights.Count > 0)
            {
                Masks.Read(record[_layout.MaskOffset..], size, flip, batch.Weights[0].Picture(i));
            }

            for (var target = 0; target < batch.Targets.Count; target++)
            {
                var (offset, reader) = _maps[batch.Shape.Targets[target].Name];
                reader.Read(record[offset..], size, flip, batch.Targets[target].Picture(i));
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
