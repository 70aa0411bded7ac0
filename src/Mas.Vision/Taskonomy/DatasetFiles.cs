namespace Mas.Vision.Taskonomy;

/// <summary>A data set as its folders' listings show it.</summary>
/// <param name="Buildings">The buildings by name in ordinal order, with their complete views.</param>
/// <param name="ExcludedViews">Views that the description leaves out.</param>
/// <param name="Notes">What readers should know, a sentence each: what is excluded, what is there but not used.</param>
internal sealed record DatasetFiles(
    IReadOnlyList<BuildingFiles> Buildings, int ExcludedViews, IReadOnlyList<string> Notes);
