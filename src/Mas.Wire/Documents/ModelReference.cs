namespace Mas.Wire.Documents;

/// <summary>A model's file, by what is in it.</summary>
/// <param name="Sha256">The SHA-256 of the file, hexadecimal, lower case.</param>
/// <param name="Bytes">Its length; at least 1.</param>
public sealed record ModelReference(string Sha256, long Bytes);
