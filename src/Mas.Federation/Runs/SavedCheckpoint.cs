namespace Mas.Federation.Runs;

/// <summary>Where a model is on disk, and how to tell that it is still the same.</summary>
/// <param name="Checkpoint">The file: a path inside the run folder, with forward slashes.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the file's content, lower case.</param>
public sealed record SavedCheckpoint(string Checkpoint, string Sha256);
