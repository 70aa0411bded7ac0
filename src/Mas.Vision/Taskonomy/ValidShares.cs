namespace Mas.Vision.Taskonomy;

/// <summary>How much of a building's maps counts in the losses.</summary>
/// <param name="Building">The building.</param>
/// <param name="Maps">
/// By map folder, the share of pixels that count, 0 to 1: those that are valid where the task is masked, those that are
/// labelled in label maps, all in others; null where no map could be read.
/// </param>
public sealed record ValidShares(string Building, IReadOnlyDictionary<string, double?> Maps);
