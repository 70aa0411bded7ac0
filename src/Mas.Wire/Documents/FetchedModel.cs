namespace Mas.Wire.Documents;

/// <summary>A final model, whole or as one of a submission's.</summary>
/// <param name="Name">Its name in <c>result.json</c>: the letters of its tasks, or its stage.</param>
/// <param name="Tasks">The letters of its tasks, those of other submissions included.</param>
/// <param name="Sha256">The SHA-256 of its file.</param>
/// <param name="Bytes">The length of its file.</param>
public sealed record FetchedModel(string Name, string Tasks, string Sha256, long Bytes);
