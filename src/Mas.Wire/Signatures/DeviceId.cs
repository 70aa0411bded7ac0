using System.Security.Cryptography;

namespace Mas.Wire.Signatures;

/// <summary>A device's name for itself: the SHA-256 of its public key (SubjectPublicKeyInfo).</summary>
public static class DeviceId
{
    /// <summary>The id of a key.</summary>
    public static string Of(ECDsa key) => Of(key.ExportSubjectPublicKeyInfo());

    /// <summary>The id of a public key.</summary>
    public static string Of(ReadOnlySpan<byte> publicKey) => Sha256Name.Of(publicKey);

    /// <summary>A public key of the curve P-256; null where the bytes are none.</summary>
    public static ECDsa? Import(ReadOnlySpan<byte> publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            var curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
            if (read == publicKey.Length && curve == ECCurve.NamedCurves.nistP256.Oid.Value)
                return key;
        }
        catch (CryptographicException)
        {
            // Whatever it is, it is no key.
        }

        key.Dispose();
        return null;
    }
}
