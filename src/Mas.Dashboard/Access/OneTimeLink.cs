using System.Security.Cryptography;
using System.Text;

namespace Mas.Dashboard.Access;

/// <summary>
/// A word that signs in one browser, once: printed where the server was started.
/// Thread-safe.
/// </summary>
internal sealed class OneTimeLink
{
    private byte[]? _digest;

    /// <summary>Makes the word; one made before is good no more.</summary>
    internal string Renew()
    {
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Volatile.Write(ref _digest, Digest(word));
        return word;
    }

    /// <summary>Whether this is the word and it was not used before; from here on it is.</summary>
    internal bool TryUse(string word)
    {
        var digest = Volatile.Read(ref _digest);
        return digest is not null
            && CryptographicOperations.FixedTimeEquals(digest, Digest(word))
            && Interlocked.CompareExchange(ref _digest, null, digest) == digest;
    }

    private static byte[] Digest(string word) => SHA256.HashData(Encoding.UTF8.GetBytes(word));
}
