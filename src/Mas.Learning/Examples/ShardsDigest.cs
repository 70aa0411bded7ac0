using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Mas.Learning.Examples;

/// <summary>
/// A digest of what some shards hold: two sets of shards with equal digests train the same. Where the data lie does not
/// matter.
/// </summary>
/// <param name="Sha256">Hexadecimal SHA-256 of everything, lower case.</param>
/// <param name="Reading">The same, of how the data are read alone: sizes, fields, normalisation.</param>
/// <param name="Shards">The shards, by name in ordinal order.</param>
public sealed record ShardsDigest(
    string Sha256, string Reading, [property: JsonPropertyName("buildings")] IReadOnlyList<ShardDigest> Shards)
{
    private const int Told = 3;

    /// <summary>The digest of shards.</summary>
    /// <param name="reading">How the data are read, a line for each thing that training depends on.</param>
    /// <param name="shards">The shards, by name in ordinal order.</param>
    public static ShardsDigest Of(IEnumerable<string> reading, IReadOnlyList<ShardDigest> shards)
    {
        var read = Hash(reading);
        return new ShardsDigest(Hash([read, .. shards.Select(shard => $"{shard.Name} {shard.Sha256}")]), read, shards);
    }

    /// <summary>Hexadecimal SHA-256 of lines of text, lower case.</summary>
    public static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    /// <summary>What has changed, as a sentence about the data that are there now.</summary>
    /// <param name="now">The digest of the data that are there now, which differs.</param>
    public string Difference(ShardsDigest now)
    {
        ArgumentNullException.ThrowIfNull(now);
        string[] changes =
        [
            .. Shards.ExceptBy(now.Shards.Select(shard => shard.Name), shard => shard.Name)
                .Select(shard => $"client {shard.Name} is missing"),
            .. now.Shards.ExceptBy(Shards.Select(shard => shard.Name), shard => shard.Name)
                .Select(shard => $"client {shard.Name} is new"),
            .. Shards.Join(now.Shards, shard => shard.Name, shard => shard.Name, Change).OfType<string>(),
        ];
        if (changes.Length == 0)
        {
            return "fields, sizes or normalisation constants differ";
        }

        var more = changes.Length > Told ? $", and {Plural.Of(changes.Length - Told, "more change")}" : "";
        return string.Join(", ", changes.Take(Told)) + more;
    }

    private static string? Change(ShardDigest before, ShardDigest now) => before.Examples != now.Examples
        ? $"client {now.Name} has {Plural.Of(now.Examples, "example")} instead of {before.Examples}"
        : before.Sha256 != now.Sha256 ? $"client {now.Name} has different examples or splits" : null;
}
