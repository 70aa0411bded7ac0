namespace Mas.Vision.Taskonomy;

/// <summary>Something that is wrong with a data set.</summary>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Exclusion">
/// What <see cref="DatasetDescription.Exclude"/> must list to avoid this fault: the view or building it is in; null:
/// excluding does not help.
/// </param>
internal sealed record Fault(string Sentence, string? Exclusion);
