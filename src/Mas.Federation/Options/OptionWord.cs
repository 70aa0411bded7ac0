namespace Mas.Federation.Options;

/// <summary>A word that an option may be.</summary>
/// <param name="Name">The word.</param>
/// <param name="Meaning">What it means, in half a sentence; null = it needs no explanation.</param>
public sealed record OptionWord(string Name, string? Meaning = null);
