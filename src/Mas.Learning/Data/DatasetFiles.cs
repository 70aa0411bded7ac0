namespace Mas.Learning.Data;

/// <summary>A data set as its folders' listings show it.</summary>
/// <param name="Buildings">The buildings by name in ordinal order, with the views that lack nothing.</param>
/// <param name="ExcludedViews">Views that the description leaves out.</param>
/// <param name="Notes">What a person should know, a sentence each: what is excluded, what lies there unused.</param>
internal sealed record DatasetFiles(
    IReadOnlyList<BuildingFiles> Buildings, int ExcludedViews, IReadOnlyList<string> Notes);
