using Mas.Vision.Taskonomy;

namespace Mas.Cli.Verbs;

/// <summary>What <c>mas data inspect --json</c> prints.</summary>
/// <param name="Name">The data set's name; empty where it has none.</param>
/// <param name="Tasks">The letters of the tasks it has maps for.</param>
/// <param name="LabelledBuildings">By letter of a task, the number of buildings that have maps for it.</param>
/// <param name="Buildings">The buildings, how many views they have, by split, and the fields they have maps of.</param>
/// <param name="Valid">
/// By building and map, the share of pixels that count in the losses, 0 to 1; null where no map could be read.
/// </param>
/// <param name="Sizes">The sizes of the pictures, the most frequent first.</param>
/// <param name="Maps">The values of each kind of map, in the stored value's unit; label maps apart.</param>
/// <param name="Classes">The classes of the label maps; null where there are none.</param>
/// <param name="ExcludedViews">Views that dataset.json excludes.</param>
/// <param name="Notes">
/// What readers should know or check, a sentence each; the data set can be trained on all the same.
/// </param>
/// <param name="Faults">What is wrong, a sentence each; empty where it can be trained on.</param>
/// <param name="Damaged">The views and buildings with faults, as exclude in dataset.json lists them.</param>
internal sealed record InspectionDocument(
    string Name,
    IReadOnlyList<string> Tasks,
    IReadOnlyDictionary<string, int> LabelledBuildings,
    IReadOnlyList<BuildingSummary> Buildings,
    IReadOnlyList<ValidShares> Valid,
    IReadOnlyList<PictureSize> Sizes,
    IReadOnlyList<MapSummary> Maps,
    ClassSummary? Classes,
    int ExcludedViews,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Faults,
    IReadOnlyList<string> Damaged)
{
    /// <summary>The document of an inspection.</summary>
    public static InspectionDocument Of(DatasetInspection inspection) => new(
        inspection.Description.Name,
        [.. inspection.Tasks.Select(task => task.Mark)],
        inspection.Tasks.ToDictionary(task => task.Mark, inspection.BuildingsWith),
        inspection.Buildings,
        inspection.Valid,
        [.. inspection.Sizes.Select(size => new PictureSize(size.Width, size.Height, size.Pictures))],
        inspection.Maps,
        inspection.Classes,
        inspection.ExcludedViews,
        inspection.Notes,
        inspection.Faults,
        inspection.Damaged);
}
