using System.Security.Cryptography;

namespace Mas.Wire.Signatures;

/// <summary>A device's name for itself: the SHA-256 of its public key (SubjectPublicKeyInfo).</summary>
public static class DeviceId
{
    private const int PointBytes = 64;

    // What every such key begins with: the algorithm, the curve, and that both coordinates follow (RFC 5480).
    private static ReadOnlySpan<byte> Head =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE,
        0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>The id of a key.</summary>
    public static string Of(ECDsa key) => Of(key.ExportSubjectPublicKeyInfo());

    /// <summary>The id of a public key.</summary>
    public static string Of(ReadOnlySpan<byte> publicKey) => Sha256Name.Of(publicKey);

    /// <summary>A public key of the curve P-256, uncompressed; null where the bytes are none.</summary>
    public static ECDsa? Import(ReadOnlySpan<byte> publicKey)
    {
        // Keys of other curves, or with curves of their own, are not even parsed.
        if (publicKey.Length != Head.Length + PointBytes || !publicKey.StartsWith(Head))
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key;
        }
        catch (CryptographicException)
        {
            // The point does not lie on the curve.
            key.Dispose();
            return null;
        }
    }
}
