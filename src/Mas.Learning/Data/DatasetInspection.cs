using Mas.Learning.Tasks;

namespace Mas.Learning.Data;

/// <summary>What a folder in Taskonomy's layout holds, and everything that is wrong with it.</summary>
public sealed record DatasetInspection
{
    /// <summary>The data set's description as found, or the defaults.</summary>
    public required DatasetDescription Description { get; init; }

    /// <summary>The tasks that the folder has maps for.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>The buildings, by name in ordinal order.</summary>
    public required IReadOnlyList<BuildingSummary> Buildings { get; init; }

    /// <summary>The sizes that pictures have, with how many have them, the most frequent first.</summary>
    public required IReadOnlyList<(int Width, int Height, int Pictures)> Sizes { get; init; }

    /// <summary>The maps' values, in the order of <see cref="Tasks"/>; those that could be read.</summary>
    public required IReadOnlyList<MapSummary> Maps { get; init; }

    /// <summary>Every fault found, a sentence each; empty where the data set can be opened for all its tasks.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>
    /// The description with measured normalisation: mean and standard deviation for keypoints, edges, reshading and
    /// curvature. Depth and normals keep Taskonomy's, whose units (a distance, the sides of a cube) mean the same in
    /// every data set.
    /// </summary>
    public DatasetDescription Measured()
    {
        var normalisation = new Dictionary<string, Normalisation>(Description.Normalisation);
        foreach (LearningTask task in Tasks.Where(task => "ketrc".Contains(task.Letter)))
        {
            MapSummary? map = Maps.FirstOrDefault(map => map.Folder == task.Folder);
            if (map is not null && map.Deviation.All(deviation => deviation > 0))
            {
                normalisation[task.Folder] = new Normalisation(
                    [.. map.Mean.Select(mean => (float)mean)],
                    [.. map.Deviation.Select(deviation => (float)deviation)]);
            }
        }

        return Description with { Normalisation = normalisation };
    }

    /// <summary>Reads every file of a data set, at its own resolution.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="threads">Threads that read buildings, at least 1.</param>
    /// <param name="cancellation">Stops the reading between two views.</param>
    /// <returns>What was found; faults are listed there, not thrown.</returns>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static DatasetInspection Inspect(string directory, int threads, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var faults = new FaultList();
        DatasetDescription description = Dataset.ReadDescription(directory, faults);
        LearningTask[] tasks =
            [.. LearningTask.All.Where(task => Directory.Exists(Path.Combine(directory, task.Folder)))];
        IReadOnlyList<BuildingFiles> files = DatasetLayout.Scan(directory, tasks, faults);
        var splits = files
            .Select(building => description.Split.Assign(building.Name, [.. building.Views.Select(view => view.Name)]))
            .ToArray();
        Dataset.CheckSplits(directory, description, files, splits, faults);

        var reader = new MapReader(description);
        var parts = new BuildingInspection[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0, parts.Length, parallel, i => parts[i] = BuildingInspection.Of(files[i], tasks, reader, cancellation));
        var total = new BuildingInspection(tasks);
        foreach (BuildingInspection part in parts)
            total.Add(part);
        faults.Add(total.Faults);
        return new DatasetInspection
        {
            Description = description,
            Tasks = tasks,
            Buildings = [.. files.Zip(splits, BuildingSummary.Of)],
            Sizes =
            [
                .. total.Sizes.OrderByDescending(size => size.Value).ThenBy(size => size.Key)
                    .Select(size => (size.Key.Width, size.Key.Height, size.Value)),
            ],
            Maps = [.. total.Maps.Select(map => map.Summarise()).OfType<MapSummary>()],
            Faults = faults.Sentences,
        };
    }
}
