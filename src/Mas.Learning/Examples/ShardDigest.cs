using System.Text.Json.Serialization;

namespace Mas.Learning.Examples;

/// <summary>A digest of what one shard holds.</summary>
/// <param name="Name">The shard.</param>
/// <param name="Examples">How many examples it has.</param>
/// <param name="Sha256">
/// Hexadecimal SHA-256 of everything training reads of it: which examples there are, their splits and their values.
/// </param>
public sealed record ShardDigest(
    string Name, [property: JsonPropertyName("views")] int Examples, string Sha256);
