using System.Buffers.Text;
using System.Security.Cryptography;

namespace Mas.Wire.Signatures;

/// <summary>The header <c>Content-Digest</c> (RFC 9530), always of one SHA-256: <c>sha-256=:BASE64:</c>.</summary>
public static class ContentDigest
{
    /// <summary>The header's name.</summary>
    public const string Header = "Content-Digest";

    private const string Prefix = "sha-256=:";
    private const string Suffix = ":";

    /// <summary>The header's value for a body.</summary>
    public static string Of(ReadOnlySpan<byte> body) => Format(SHA256.HashData(body));

    /// <summary>The header's value for a digest.</summary>
    public static string Format(ReadOnlySpan<byte> sha256) => Prefix + Convert.ToBase64String(sha256) + Suffix;

    /// <summary>The digest of a header's value; null where it is no single SHA-256.</summary>
    public static byte[]? Parse(string? value)
    {
        var length = Prefix.Length + Base64.GetMaxEncodedToUtf8Length(SHA256.HashSizeInBytes) + Suffix.Length;
        if (value?.Length != length || !value.StartsWith(Prefix, StringComparison.Ordinal)
            || !value.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(value[Prefix.Length..^Suffix.Length], digest, out var written)
            && written == digest.Length && Format(digest) == value ? digest : null;
    }
}
