using Mas.Learning.Tasks;

namespace Mas.Vision.Taskonomy;

/// <summary>What a folder in Taskonomy's layout holds, and everything that is wrong with it.</summary>
public sealed record DatasetInspection
{
    // A map that is valid in less than this share of a building's pixels is worth a note.
    private const double FewValid = 0.5;

    /// <summary>The data set's description as found, or the defaults.</summary>
    public required DatasetDescription Description { get; init; }

    /// <summary>The tasks that the folder has maps for.</summary>
    public required IReadOnlyList<LearningTask> Tasks { get; init; }

    /// <summary>The buildings, by name in ordinal order.</summary>
    public required IReadOnlyList<BuildingSummary> Buildings { get; init; }

    /// <summary>
    /// How much of each building's maps counts in the losses, in the order of <see cref="Buildings"/>.
    /// </summary>
    public required IReadOnlyList<ValidShares> Valid { get; init; }

    /// <summary>The sizes that pictures have, with how many have them, the most frequent first.</summary>
    public required IReadOnlyList<(int Width, int Height, int Pictures)> Sizes { get; init; }

    /// <summary>
    /// The values of the maps that could be read, in the order of <see cref="Tasks"/>; label maps apart.
    /// </summary>
    public required IReadOnlyList<MapSummary> Maps { get; init; }

    /// <summary>The classes of the label maps; null where there are none that can be read.</summary>
    public required ClassSummary? Classes { get; init; }

    /// <summary>Views that are excluded.</summary>
    public required int ExcludedViews { get; init; }

    /// <summary>
    /// What readers should know or check, a sentence each; the data set can be trained on all the same.
    /// </summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Every fault found, a sentence each; empty where the data set can be opened for all its tasks.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>
    /// The views and buildings that have faults, as <see cref="DatasetDescription.Exclude"/> lists them.
    /// </summary>
    public required IReadOnlyList<string> Damaged { get; init; }

    /// <summary>How many buildings have maps for a task.</summary>
    public int BuildingsWith(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Buildings.Count(building => building.Fields.Contains(task.Field));
    }

    /// <summary>
    /// The description with measured normalisation: mean and standard deviation for keypoints, edges, reshading and
    /// curvature. Depth and normals keep Taskonomy's, whose units (a distance, the sides of a cube) mean the same in
    /// every data set.
    /// </summary>
    public DatasetDescription Measured()
    {
        var normalisation = new Dictionary<string, Normalisation>(Description.Normalisation);
        foreach (var format in MapFormat.Of(Tasks).Where(
            format => format.Kind is MapKind.Counts or MapKind.MeanOfColors or MapKind.Fractions))
        {
            MapSummary? map = Maps.FirstOrDefault(map => map.Folder == format.Folder);
            if (map is not null && map.Deviation.All(deviation => deviation > 0))
            {
                normalisation[format.Folder] = new Normalisation(
                    [.. map.Mean.Select(mean => (float)mean)],
                    [.. map.Deviation.Select(deviation => (float)deviation)]);
            }
        }

        return Description with { Normalisation = normalisation };
    }

    /// <summary>Reads every file of a data set, at its own resolution.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="imageSize">The training size; every view must have a valid pixel at that size.</param>
    /// <param name="threads">Threads that read buildings, at least 1.</param>
    /// <param name="exclude">What is excluded in addition to what the description excludes; null: nothing.</param>
    /// <param name="cancellation">Stops the reading between two views.</param>
    /// <returns>What was found; faults are listed there, not thrown.</returns>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static DatasetInspection Inspect(
        string directory, int imageSize, int threads, IReadOnlyList<string>? exclude = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var faults = new FaultList();
        var description = Dataset.ReadDescription(directory, faults);
        description = description with { Exclude = [.. description.Exclude, .. exclude ?? []] };
        LearningTask[] tasks =
            [.. TaskonomyTasks.All.Where(task => Directory.Exists(Path.Combine(directory, task.Field)))];
        var found = DatasetLayout.Scan(directory, tasks, description.Exclude, faults);
        var files = found.Buildings;
        var splits = files
            .Select(building => description.Split.Assign(building.Name, [.. building.Views.Select(view => view.Name)]))
            .ToArray();
        Dataset.CheckSplits(directory, description, files, splits, faults);

        var reader = new MapReader(description);
        var parts = new BuildingInspection[files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, parts.Length, parallel, i =>
            parts[i] = BuildingInspection.Of(files[i], tasks, reader, imageSize, cancellation));
        var total = new BuildingInspection(tasks);
        foreach (var part in parts)
        {
            total.Add(part);
        }

        faults.Add(total.Faults);
        ValidShares[] valid =
            [.. files.Zip(parts, (building, part) => new ValidShares(building.Name, part.ValidShares()))];
        return new DatasetInspection
        {
            Description = description,
            Tasks = tasks,
            Buildings = [.. files.Zip(splits, BuildingSummary.Of)],
            Valid = valid,
            Sizes =
            [
                .. total.Sizes.OrderByDescending(size => size.Value).ThenBy(size => size.Key)
                    .Select(size => (size.Key.Width, size.Key.Height, size.Value)),
            ],
            Maps =
            [
                .. total.Maps.Zip(tasks).Where(pair => MapFormat.Of(pair.Second).Kind != MapKind.ClassIds)
                    .Select(pair => pair.First.Summarise()).OfType<MapSummary>(),
            ],
            Classes = total.Labels.Summarise(description),
            ExcludedViews = found.ExcludedViews,
            Notes = [.. found.Notes, .. total.Depths.Doubts(description.Depth), .. FewValidNotes(tasks, valid)],
            Faults = [.. faults.Faults.Select(fault => fault.Sentence)],
            Damaged = Outermost(faults.Faults.Select(fault => fault.Exclusion).OfType<string>()),
        };
    }

    private static IEnumerable<string> FewValidNotes(LearningTask[] tasks, ValidShares[] valid)
    {
        foreach (var task in tasks.DistinctBy(task => task.Field))
        {
            string[] few =
            [
                .. valid.Where(building => building.Maps[task.Field] < FewValid)
                    .Select(building => FormattableString.Invariant(
                        $"{building.Building} ({building.Maps[task.Field] * 100:0.#} %)")),
            ];
            if (few.Length == 0)
            {
                continue;
            }

            var kind = task.Objective.KnownWord;
            var more = few.Length > UnusedEntries.Named ? $" and {few.Length - UnusedEntries.Named} more" : "";
            yield return $"In {task.Field} less than half of the pixels are {kind} in {few.Length} of {valid.Length} "
                + $"buildings: {string.Join(", ", few.Take(UnusedEntries.Named))}{more}.";
        }
    }

    // A view whose building is left out need not be named, too.
    private static string[] Outermost(IEnumerable<string> exclusions)
    {
        string[] distinct = [.. exclusions.Distinct()];
        return [.. distinct.Where(
            name => Exclusions.Parse(name) is not var (building, _) || !distinct.Contains(building))];
    }
}
