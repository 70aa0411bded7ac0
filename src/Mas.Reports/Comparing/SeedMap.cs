namespace Mas.Reports.Comparing;

/// <summary>A matrix of tasks by tasks that was found with one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Values">The matrix, row by row; null where nothing was measured.</param>
/// <param name="Spread">How far the clients differ, element by element, or null.</param>
internal sealed record SeedMap(
    ulong Seed, IReadOnlyList<IReadOnlyList<double?>> Values, IReadOnlyList<IReadOnlyList<double?>>? Spread);
