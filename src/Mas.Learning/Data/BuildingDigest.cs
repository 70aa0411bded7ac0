namespace Mas.Learning.Data;

/// <summary>A digest of what one building holds.</summary>
/// <param name="Name">The building.</param>
/// <param name="Views">How many views it has.</param>
/// <param name="Sha256">
/// Hexadecimal SHA-256 of its views' names, their splits and their pixels as they are trained on.
/// </param>
public sealed record BuildingDigest(string Name, int Views, string Sha256);
