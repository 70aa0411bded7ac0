using Mas.Learning.Data;

namespace Mas.Cli.Verbs;

/// <summary>What <c>mas data inspect --json</c> prints.</summary>
/// <param name="Name">The data set's name; empty where it has none.</param>
/// <param name="Tasks">The letters of the tasks it has maps for.</param>
/// <param name="Buildings">The buildings and how many views they have, by split.</param>
/// <param name="Sizes">The sizes of the pictures, the most frequent first.</param>
/// <param name="Maps">The values of each kind of map, in the stored value's unit.</param>
/// <param name="Faults">What is wrong, a sentence each; empty where it can be trained on.</param>
internal sealed record InspectionDocument(
    string Name,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<BuildingSummary> Buildings,
    IReadOnlyList<PictureSize> Sizes,
    IReadOnlyList<MapSummary> Maps,
    IReadOnlyList<string> Faults)
{
    /// <summary>The document of an inspection.</summary>
    public static InspectionDocument Of(DatasetInspection inspection) => new(
        inspection.Description.Name,
        [.. inspection.Tasks.Select(task => task.Letter.ToString())],
        inspection.Buildings,
        [.. inspection.Sizes.Select(size => new PictureSize(size.Width, size.Height, size.Pictures))],
        inspection.Maps,
        inspection.Faults);
}
