using System.Security.Cryptography;
using System.Text;
using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Security;

/// <summary>
/// One-time tokens, each of which lets a device of one client join. The server keeps their digests alone, and forgets
/// them once they have expired. Thread-safe.
/// </summary>
internal sealed class JoinTokens(FleetStore store, AuditTrail trail, TimeProvider time)
{
    private const int TokenBytes = 24;
    private const int IdLetters = 12;

    /// <summary>Makes a token that is good for a while.</summary>
    /// <param name="client">The client that may join with it.</param>
    /// <param name="valid">How long it is good.</param>
    /// <exception cref="InputException">No client can have that name, or its device was revoked.</exception>
    internal async Task<string> Create(string client, TimeSpan valid)
    {
        if (JoinDocument.ClientFault(client) is { } fault)
        {
            throw new InputException($"--client: {fault}");
        }

        var token = "join-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var (digest, now) = (Digest(token), time.GetUtcNow());
        await trail.Do(
            database =>
            {
                if (RevokedDevices.Include(database, null, client))
                {
                    throw new InputException(
                        $"--client {client}: its device was revoked; let it join again first: mas revoke {client} --allow");
                }

                Prune(database, now);
                if (!database.Tokens.Any(known => known.Sha256 == digest))
                {
                    database.Tokens.Add(new TokenRow
                    {
                        Sha256 = digest,
                        Client = client,
                        MadeAt = now.ToUnixTimeSeconds(),
                        ExpiresAt = now.Add(valid).ToUnixTimeSeconds(),
                    });
                }

                return database.SaveChanges();
            },
            _ => AuditNote.OfCommand(AuditDeed.MakeToken, client));
        return token;
    }

    /// <summary>Every token that has not expired, by client.</summary>
    internal async Task<IReadOnlyList<JoinTokenStatus>> List()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var rows = await store.Read(database =>
            database.Tokens.AsNoTracking().Where(token => token.ExpiresAt >= now).ToList());
        return
        [
            .. rows.OrderBy(row => row.Client, StringComparer.Ordinal).ThenBy(row => row.ExpiresAt)
                .Select(row => new JoinTokenStatus(
                    row.Sha256[..IdLetters], row.Client,
                    row.MadeAt == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(row.MadeAt),
                    DateTimeOffset.FromUnixTimeSeconds(row.ExpiresAt), row.UsedBy)),
        ];
    }

    /// <summary>Revokes a token that was not used.</summary>
    /// <returns>Whether there was one.</returns>
    internal async Task<bool> Revoke(string id)
    {
        if (id.Length != IdLetters)
        {
            return false;
        }

        var client = await trail.Do(
            database =>
            {
                var token = database.Tokens.SingleOrDefault(row => row.Sha256.StartsWith(id) && row.UsedBy == null);
                if (token is not null)
                {
                    database.Tokens.Remove(token);
                }

                database.SaveChanges();
                return token?.Client;
            },
            client => client is null ? null : AuditNote.OfCommand(AuditDeed.RevokeToken, $"{client} ({id})"));
        return client is not null;
    }

    /// <summary>Forgets the tokens that have expired, used or not.</summary>
    internal static int Prune(FleetDatabase database, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return database.Tokens.Where(token => token.ExpiresAt < seconds).ExecuteDelete();
    }

    /// <summary>What is looked up in place of the token: a reader of the database cannot join.</summary>
    internal static string Digest(string token) => Sha256Name.Of(Encoding.UTF8.GetBytes(token));
}
