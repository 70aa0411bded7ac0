using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;

namespace Mas.Vision.Taskonomy;

/// <summary>How many complete views a building has, by split.</summary>
/// <param name="Name">The building.</param>
/// <param name="Train">Training views.</param>
/// <param name="Validation">Validation views.</param>
/// <param name="Test">Test views.</param>
public sealed record BuildingSummary(string Name, int Train, int Validation, int Test)
{
    /// <summary>The fields that it has maps of; the others' tasks it does not train.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Lists buildings from the folders' listings alone; no picture is read.</summary>
    /// <param name="directory">The data set's root.</param>
    /// <param name="tasks">The tasks whose maps are looked for.</param>
    /// <param name="only">The only building to look at; null = all.</param>
    /// <exception cref="InputException">The listings show faults; the message has every one.</exception>
    public static IReadOnlyList<BuildingSummary> List(
        string directory, IReadOnlyList<LearningTask> tasks, string? only = null)
    {
        var faults = new FaultList();
        var description = Dataset.ReadDescription(directory, faults);
        var files = DatasetLayout.Scan(directory, tasks, description.Exclude, faults, only).Buildings;
        faults.Throw(directory);
        return
        [
            .. files.Select(building => Of(
                building,
                description.Split.Assign(building.Name, [.. building.Views.Select(view => view.Name)]))),
        ];
    }

    internal static BuildingSummary Of(BuildingFiles building, Split[] splits) => new(
        building.Name,
        splits.Count(split => split == Split.Train),
        splits.Count(split => split == Split.Validation),
        splits.Count(split => split == Split.Test))
    {
        Fields = building.Fields,
    };
}
