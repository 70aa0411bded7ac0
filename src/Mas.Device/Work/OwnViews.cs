using Mas.Learning;
using Mas.Learning.Catalogues;
using Mas.Learning.Data;
using Mas.Learning.Tasks;

namespace Mas.Device.Work;

/// <summary>What a device has to learn from.</summary>
/// <param name="Building">The building that is its own.</param>
/// <param name="Tasks">The tasks it learns.</param>
/// <param name="Labels">By task letter, where its labels come from; null where the data say nothing of it.</param>
internal sealed record OwnViews(
    BuildingSummary Building, IReadOnlyList<LearningTask> Tasks, IReadOnlyDictionary<string, string>? Labels)
{
    /// <summary>The fields it has to learn from.</summary>
    internal IReadOnlyList<string> Fields { get; } = [.. Tasks.Select(task => task.Field).Distinct()];

    /// <summary>Finds it out from the folder's listings.</summary>
    /// <param name="directory">The data set's folder.</param>
    /// <param name="building">The building's name; null = the only one there is.</param>
    /// <param name="letters">The tasks; null = all that the folder has maps for.</param>
    /// <exception cref="InputException">There is no such building, or it cannot be used; says why.</exception>
    internal static OwnViews Find(string directory, string? building, string? letters)
    {
        IReadOnlyList<LearningTask> tasks = letters is not null
            ? LearningCatalogue.Standard.TaskSet(letters)
            : [.. LearningCatalogue.Standard.Tasks.Where(task => Directory.Exists(Path.Combine(directory, task.Field)))];
        var buildings = BuildingSummary.List(directory, tasks, building);
        return buildings is [var own]
            ? new OwnViews(own, tasks, LabelsOf(tasks, DatasetDescription.Read(directory).Labels))
            : throw new InputException(
                $"--data {directory} has {Plural.Of(buildings.Count, "building")}; name this device's with "
                + "--building.");
    }

    private static Dictionary<string, string>? LabelsOf(
        IReadOnlyList<LearningTask> tasks, IReadOnlyDictionary<string, string> said)
    {
        var labels = tasks.Where(task => said.ContainsKey(task.Field))
            .ToDictionary(task => task.Mark, task => said[task.Field]);
        return labels.Count > 0 ? labels : null;
    }
}
