using Mas.Learning.Png;
using Mas.Learning.Tasks;

namespace Mas.Learning.Data;

/// <summary>What reading a building's files brings to light; several add up.</summary>
/// <param name="tasks">The tasks whose maps are read.</param>
internal sealed class BuildingInspection(IReadOnlyList<LearningTask> tasks)
{
    /// <summary>The maps' values, in the order of the tasks.</summary>
    public IReadOnlyList<MapAccumulator> Maps { get; } =
        [.. tasks.Select(task => new MapAccumulator(MapFormat.Of(task)))];

    /// <summary>How many pictures have each size.</summary>
    public Dictionary<(int Width, int Height), int> Sizes { get; } = [];

    /// <summary>What is wrong with the files.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Reads a building.</summary>
    public static BuildingInspection Of(
        BuildingFiles building, IReadOnlyList<LearningTask> tasks, MapReader reader, CancellationToken cancellation)
    {
        var inspection = new BuildingInspection(tasks);
        foreach (ViewFiles view in building.Views)
        {
            cancellation.ThrowIfCancellationRequested();
            inspection.Read(view, tasks, reader);
        }

        return inspection;
    }

    /// <summary>Adds another building's.</summary>
    public void Add(BuildingInspection other)
    {
        for (int i = 0; i < Maps.Count; i++)
            Maps[i].Add(other.Maps[i]);
        foreach (var (size, count) in other.Sizes)
            Sizes[size] = Sizes.GetValueOrDefault(size) + count;
        Faults.Add(other.Faults);
    }

    private void Read(ViewFiles view, IReadOnlyList<LearningTask> tasks, MapReader reader)
    {
        if (Try(() => reader.Read(view.Picture, MapFormat.Picture)) is not { } picture)
            return;
        (int, int) size = (picture.Width, picture.Height);
        Sizes[size] = Sizes.GetValueOrDefault(size) + 1;
        PngImage? mask = view.Mask is null ? null : Try(() => reader.Read(view.Mask, MapFormat.Mask, picture));
        PngImage? depth = view.Depth is null ? null : Try(() => reader.Read(view.Depth, MapFormat.Depth, picture));
        bool[] valid = MapReader.Valid(picture, mask, depth);
        for (int i = 0; i < tasks.Count; i++)
        {
            MapFormat format = MapFormat.Of(tasks[i]);
            PngImage? map = format.Kind switch
            {
                MapKind.Picture => picture,
                MapKind.Depth => depth,
                _ => Try(() => reader.Read(view.Maps[i], format, picture)),
            };
            bool masked = tasks[i].Loss is TaskLoss.MaskedL1 or TaskLoss.ShiftTolerantMaskedL1;
            if (map is not null)
                Maps[i].Add(MapReader.Values(map, format), masked ? valid : null);
        }
    }

    private PngImage? Try(Func<PngImage> read)
    {
        try
        {
            return read();
        }
        catch (InputException exception)
        {
            Faults.Add(exception.Message);
            return null;
        }
    }
}
