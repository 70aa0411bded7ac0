using Mas.Learning;
using Mas.Learning.Tasks;
using Mas.Vision.Png;

namespace Mas.Vision.Taskonomy;

/// <summary>What reading a building's files brings to light; several add up.</summary>
/// <param name="tasks">The tasks whose maps are read.</param>
internal sealed class BuildingInspection(IReadOnlyList<LearningTask> tasks)
{
    /// <summary>The maps' values, in the order of the tasks.</summary>
    public IReadOnlyList<MapAccumulator> Maps { get; } =
        [.. tasks.Select(task => new MapAccumulator(MapFormat.Of(task)))];

    /// <summary>The classes of the label maps.</summary>
    public LabelHistogram Labels { get; } = new();

    /// <summary>The depths.</summary>
    public DepthHistogram Depths { get; } = new();

    /// <summary>How many pictures have each size.</summary>
    public Dictionary<(int Width, int Height), int> Sizes { get; } = [];

    /// <summary>What is wrong with the files.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Reads a building.</summary>
    /// <param name="building">Its files.</param>
    /// <param name="tasks">The tasks whose maps are read.</param>
    /// <param name="reader">Reads the files.</param>
    /// <param name="imageSize">The training size; every view must have a valid pixel at that size.</param>
    /// <param name="cancellation">Stops between two views.</param>
    public static BuildingInspection Of(
        BuildingFiles building, IReadOnlyList<LearningTask> tasks, MapReader reader, int imageSize,
        CancellationToken cancellation)
    {
        var inspection = new BuildingInspection(tasks);
        var resizer = new MapResizer(1, 1, imageSize);
        foreach (var view in building.Views)
        {
            cancellation.ThrowIfCancellationRequested();
            var reading = new Reading(inspection, reader, view, Exclusions.NameOf(building.Name, view.Name), tasks);
            reading.Read(imageSize, ref resizer);
        }

        return inspection;
    }

    /// <summary>Adds another building's.</summary>
    public void Add(BuildingInspection other)
    {
        for (var i = 0; i < Maps.Count; i++)
        {
            Maps[i].Add(other.Maps[i]);
        }

        Labels.Add(other.Labels);
        Depths.Add(other.Depths);
        foreach (var (size, count) in other.Sizes)
        {
            Sizes[size] = Sizes.GetValueOrDefault(size) + count;
        }

        Faults.Add(other.Faults);
    }

    /// <summary>The share of pixels that count, by map folder.</summary>
    public IReadOnlyDictionary<string, double?> ValidShares() =>
        tasks.Zip(Maps).ToDictionary(pair => pair.First.Field, pair => pair.Second.Valid);

    // The reading of one view.
    private sealed record Reading(
        BuildingInspection Into, MapReader Reader, ViewFiles View, string Name, IReadOnlyList<LearningTask> Tasks)
    {
        public void Read(int imageSize, ref MapResizer resizer)
        {
            if (Try(() => Reader.Read(View.Picture, MapFormat.Picture)) is not { } picture)
            {
                return;
            }

            (int, int) size = (picture.Width, picture.Height);
            Into.Sizes[size] = Into.Sizes.GetValueOrDefault(size) + 1;
            if (resizer.Width != picture.Width || resizer.Height != picture.Height)
            {
                resizer = new MapResizer(picture.Width, picture.Height, imageSize);
            }

            PngImage? mask = Map(View.Mask, MapFormat.Mask, picture), depth = Map(View.Depth, MapFormat.Depth, picture);
            var valid = MapReader.Valid(picture, mask, depth);
            var resized = new byte[imageSize * imageSize];
            resizer.Valid(valid, resized);
            if (Tasks.Any(task => task.IsMasked))
            {
                Check(ValidPixels.Fault(View, picture, mask, depth, resized));
            }

            if (depth is not null)
            {
                Into.Depths.Add(depth);
            }

            for (var i = 0; i < Tasks.Count; i++)
            {
                var format = MapFormat.Of(Tasks[i]);
                var map = format.Kind switch
                {
                    MapKind.Picture => picture,
                    MapKind.Depth => depth,
                    _ => Map(View.Maps[i], format, picture),
                };
                if (map is null || View.Maps[i] is not { } path)
                {
                    continue;
                }

                var values = MapReader.Values(map, format);
                var counting = Tasks[i].IsMasked ? valid : null;
                if (format.Kind == MapKind.ClassIds)
                {
                    Into.Labels.Add(map);
                    resizer.Labels(map, resized);
                    Check(ValidPixels.Fault(path, resized));
                    counting = Array.ConvertAll(values, id => id > 0);
                }

                Into.Maps[i].Add(values, counting);
            }
        }

        private PngImage? Map(string? path, MapFormat format, PngImage picture) =>
            path is null ? null : Try(() => Reader.Read(path, format, picture));

        private PngImage? Try(Func<PngImage> read)
        {
            try
            {
                return read();
            }
            catch (InputException exception)
            {
                Check(exception.Message);
                return null;
            }
        }

        private void Check(string? fault)
        {
            if (fault is not null)
            {
                Into.Faults.Add(fault, Name);
            }
        }
    }
}
