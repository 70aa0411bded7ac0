namespace Mas.Vision.Taskonomy;

/// <summary>Which classes a data set's label maps hold.</summary>
/// <param name="Maps">Maps read.</param>
/// <param name="Labelled">The share of their pixels that are labelled, 0 to 1.</param>
/// <param name="Classes">The classes that occur, by id.</param>
public sealed record ClassSummary(int Maps, double Labelled, IReadOnlyList<ClassShare> Classes);
