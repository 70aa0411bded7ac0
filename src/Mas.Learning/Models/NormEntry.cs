namespace Mas.Learning.Models;

/// <summary>A norm that models may have, by name.</summary>
/// <param name="Name">The name: lower-case letters, digits and hyphens.</param>
/// <param name="Create">Makes one.</param>
public sealed record NormEntry(string Name, NormFactory Create);
