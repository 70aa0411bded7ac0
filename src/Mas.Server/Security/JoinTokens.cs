using System.Security.Cryptography;
using System.Text;
using Mas.Server.Storage;
using Mas.Wire;

namespace Mas.Server.Security;

/// <summary>One-time tokens that let a device join. The server keeps their digests alone.</summary>
internal static class JoinTokens
{
    private const int TokenBytes = 24;

    /// <summary>Makes a token that is good for a while.</summary>
    internal static async Task<string> Create(FleetStore store, TimeSpan valid, TimeProvider time)
    {
        var token = "join-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        await store.Add(new TokenRow
        {
            Sha256 = Digest(token),
            ExpiresAt = time.GetUtcNow().Add(valid).ToUnixTimeSeconds(),
        });
        return token;
    }

    /// <summary>What is looked up in place of the token: whoever reads the database cannot join.</summary>
    internal static string Digest(string token) => Sha256Name.Of(Encoding.UTF8.GetBytes(token));
}
