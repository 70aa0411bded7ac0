using System.Security.Cryptography;

namespace Mas.Wire.Signatures;

/// <summary>Signs requests and checks the signatures of others: ECDSA over P-256 with SHA-256.</summary>
public static class RequestSignature
{
    private const int SignatureBytes = 64;

    /// <summary>The value of the header <see cref="SignatureInput.SignatureHeader"/>.</summary>
    /// <param name="key">The device's key.</param>
    /// <param name="input">The parameters.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="authority">The server it is for, as <see cref="SignatureInput.Base"/> wants it.</param>
    /// <param name="target">Its path and query.</param>
    /// <param name="contentDigest">Its header of that name.</param>
    public static string Sign(
        ECDsa key, SignatureInput input, string method, string authority, string target, string contentDigest)
    {
        var signature = key.SignData(
            input.Base(method, authority, target, contentDigest), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Format(signature);
    }

    /// <summary>
    /// Whether a signature is that key's over that request, written as <see cref="Sign"/> writes it: Base64 would have blanks
    /// and spare bits too.
    /// </summary>
    /// <param name="key">The device's public key.</param>
    /// <param name="value">The value of the header <see cref="SignatureInput.SignatureHeader"/>.</param>
    /// <param name="input">The parameters.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="authority">The server it is for, as <see cref="SignatureInput.Base"/> wants it.</param>
    /// <param name="target">Its path and query.</param>
    /// <param name="contentDigest">Its header of that name.</param>
    public static bool IsValid(
        ECDsa key, string? value, SignatureInput input, string method, string authority, string target,
        string contentDigest)
    {
        Span<byte> signature = stackalloc byte[SignatureBytes + 2];
        return value is { Length: > 8 and < 128 } && value[^1] == ':'
            && value.StartsWith(SignatureInput.SignaturePrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(value[SignatureInput.SignaturePrefix.Length..^1], signature, out var bytes)
            && bytes == SignatureBytes && Format(signature[..bytes]) == value
            && key.VerifyData(
                input.Base(method, authority, target, contentDigest), signature[..bytes], HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static string Format(ReadOnlySpan<byte> signature) =>
        $"{SignatureInput.SignaturePrefix}{Convert.ToBase64String(signature)}:";
}
