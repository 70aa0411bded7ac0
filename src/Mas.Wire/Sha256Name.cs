using System.Security.Cryptography;

namespace Mas.Wire;

/// <summary>Names that are digests: 64 hexadecimal digits, lower case. Safe in paths and file names.</summary>
public static class Sha256Name
{
    /// <summary>The name of some bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The name of a stream's rest.</summary>
    public static string Of(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: 2 * SHA256.HashSizeInBytes } && text.All(char.IsAsciiHexDigitLower);
}
