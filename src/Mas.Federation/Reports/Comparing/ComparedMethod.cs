namespace Mas.Federation.Reports.Comparing;

/// <summary>One row of a comparison.</summary>
/// <param name="Name">The method as the user wrote it, such as <c>merge-and-split-2:inherit=none</c>.</param>
/// <param name="Runs">Its finished runs, one a seed; none where the comparison has not come to it yet.</param>
public sealed record ComparedMethod(string Name, IReadOnlyList<ComparedRun> Runs);
