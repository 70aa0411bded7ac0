using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Refusals;
using Mas.Server.Storage;
using Mas.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Security;

/// <summary>
/// Operators' keys. The fleet keeps their digests alone; each names its operator, what that one may do, and until when.
/// Read from the database at every request, so that a key made, rotated or revoked beside the server counts at once.
/// Thread-safe.
/// </summary>
internal sealed class OperatorKeys(FleetStore store, AuditTrail trail, TimeProvider time)
{
    /// <summary>What every key begins with.</summary>
    internal const string Prefix = "mas-";

    private const string Scheme = "Bearer ";
    private const int KeyBytes = 32;
    private const int LongestName = 64;

    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _noted = [];

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="valid">How long it is good.</param>
    /// <exception cref="InputException">The name cannot be used, or has a key.</exception>
    internal async Task<string> Create(string name, IReadOnlyCollection<OperatorScope> scopes, TimeSpan valid)
    {
        if (name.Length > LongestName || PlainText.Fault("--name", name) is not null)
        {
            throw new InputException(
                ValueFault.Of("--name", $"'{PlainText.Of(name)}'", $"1 to {LongestName} characters, {PlainText.Rule}"));
        }

        var (secret, now) = (Secret(), time.GetUtcNow());
        var row = new OperatorKeyRow
        {
            Name = name,
            Sha256 = Digest(secret),
            Scopes = string.Join(',', scopes.Distinct().Order()),
            MadeAt = now.ToUnixTimeSeconds(),
            ExpiresAt = now.Add(valid).ToUnixTimeSeconds(),
        };
        await trail.Do(
            database =>
            {
                var known = database.OperatorKeys.AsNoTracking().SingleOrDefault(key => key.Name == name);
                if (known is not null && known.Sha256 != row.Sha256)
                {
                    throw new InputException(
                        $"{name} has a key already; replace it: mas key --name {name} --rotate, or revoke it first: "
                        + $"mas key --name {name} --revoke");
                }

                if (known is null)
                    database.OperatorKeys.Add(row);
                return database.SaveChanges();
            },
            _ => AuditNote.OfCommand(AuditDeed.MakeKey, $"{name} ({row.Scopes.ToLowerInvariant()})"));
        return secret;
    }

    /// <summary>Makes a new key for an operator who has one; the old key stays good for a while.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="overlap">For how long the old key stays good.</param>
    /// <param name="valid">How long the new one is good.</param>
    /// <exception cref="InputException">There is no key of that name.</exception>
    internal async Task<string> Rotate(string name, TimeSpan overlap, TimeSpan valid)
    {
        var (secret, now) = (Secret(), time.GetUtcNow());
        var digest = Digest(secret);
        await trail.Do(
            database =>
            {
                var key = database.OperatorKeys.SingleOrDefault(row => row.Name == name)
                    ?? throw new InputException($"--name {name}: that operator has no key.");
                if (key.Sha256 != digest)
                {
                    // One that had expired does not become good again.
                    var ends = Math.Min(key.ExpiresAt, now.Add(overlap).ToUnixTimeSeconds());
                    var stays = ends > now.ToUnixTimeSeconds();
                    key.FormerSha256 = stays ? key.Sha256 : null;
                    key.FormerExpiresAt = stays ? ends : null;
                    (key.Sha256, key.MadeAt) = (digest, now.ToUnixTimeSeconds());
                    key.ExpiresAt = now.Add(valid).ToUnixTimeSeconds();
                }

                return database.SaveChanges();
            },
            _ => AuditNote.OfCommand(AuditDeed.RotateKey, name));
        return secret;
    }

    /// <summary>Takes a key back, and the one it was before.</summary>
    /// <returns>Whether there was one of that name.</returns>
    internal Task<bool> Revoke(string name) => trail.Do(
        database => database.OperatorKeys.Where(key => key.Name == name).ExecuteDelete() > 0,
        was => was ? AuditNote.OfCommand(AuditDeed.RevokeKey, name) : null);

    /// <summary>Every key, by name.</summary>
    internal async Task<IReadOnlyList<OperatorKeyStatus>> List()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var rows = await store.Read(database => database.OperatorKeys.AsNoTracking().ToList());
        return
        [
            .. rows.OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => new OperatorKeyStatus(
                row.Name, [.. Scopes(row).Select(scope => $"{scope}".ToLowerInvariant())],
                row.MadeAt == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(row.MadeAt),
                DateTimeOffset.FromUnixTimeSeconds(row.ExpiresAt), At(row.LastUsedAt),
                row.FormerExpiresAt > now ? At(row.FormerExpiresAt) : null)),
        ];
    }

    /// <summary>The operator whose key a request has.</summary>
    /// <param name="request">The request; only its headers are looked at.</param>
    /// <param name="needed">What it needs.</param>
    /// <param name="why">Said before a refusal for too small a scope; a sentence, or nothing.</param>
    /// <exception cref="Refusal">It has no key that is known and good, or one of too small a scope.</exception>
    internal async Task<string> Operator(HttpRequest request, OperatorScope needed, string why = "")
    {
        var header = (string?)request.Headers.Authorization ?? "";
        if (!header.StartsWith(Scheme + Prefix, StringComparison.Ordinal))
            throw Stranger("The request has no operator's key.");
        var found = await Look(Digest(header[Scheme.Length..])) ?? throw Stranger("The operator's key is not known.");
        if (found.ExpiredAt is { } expired)
        {
            throw Stranger(string.Create(
                CultureInfo.InvariantCulture,
                $"The key of {found.Name} expired on {expired:yyyy-MM-dd HH:mm} UTC; mas key --rotate makes a new one."));
        }

        AddressLimits.Known(request.HttpContext);
        Caller.Is(request.HttpContext, found.Name);
        return found.Scopes.Contains(needed) || found.Scopes.Contains(OperatorScope.Admin)
            ? found.Name
            : throw new Refusal(
                StatusCodes.Status403Forbidden,
                $"{why}The key of {found.Name} lacks the scope {needed.ToString().ToLowerInvariant()}.");
    }

    /// <summary>Whether the key of a request, which was looked at before, may do something besides.</summary>
    internal async Task<bool> May(HttpRequest request, OperatorScope scope) =>
        (string?)request.Headers.Authorization is { } header && header.StartsWith(Scheme, StringComparison.Ordinal)
        && await Find(Digest(header[Scheme.Length..])) is { } key
        && (key.Scopes.Contains(scope) || key.Scopes.Contains(OperatorScope.Admin));

    /// <summary>Whose key has this digest, and what it may do; null where nobody's has, or it has expired.</summary>
    internal async Task<(string Name, IReadOnlyList<OperatorScope> Scopes)?> Find(string digest) =>
        await Look(digest) is { ExpiredAt: null } found ? (found.Name, found.Scopes) : null;

    /// <summary>What is kept of a key.</summary>
    internal static string Digest(string secret) => Sha256Name.Of(Encoding.UTF8.GetBytes(secret));

    private static string Secret() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    private static OperatorScope[] Scopes(OperatorKeyRow row) =>
        [.. row.Scopes.Split(',').Select(Enum.Parse<OperatorScope>)];

    private static DateTimeOffset? At(long? seconds) =>
        seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    private static Refusal Stranger(string sentence) =>
        new(StatusCodes.Status401Unauthorized, sentence) { IsOfStranger = true };

    /// <summary>Whose key has this digest, and when it expired, if it has; null where nobody's has.</summary>
    private async Task<(string Name, IReadOnlyList<OperatorScope> Scopes, DateTimeOffset? ExpiredAt)?> Look(
        string digest)
    {
        var wanted = Encoding.ASCII.GetBytes(digest);
        (OperatorKeyRow Row, long Expires)? found = null;

        // Every key is compared, each in constant time: how long it takes tells nothing of any.
        foreach (var key in await store.Read(database => database.OperatorKeys.AsNoTracking().ToList()))
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Sha256), wanted))
                found = (key, key.ExpiresAt);
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.FormerSha256 ?? ""), wanted))
                found = (key, key.FormerExpiresAt!.Value);
        }

        if (found is not var (row, expires))
            return null;
        if (expires <= time.GetUtcNow().ToUnixTimeSeconds())
            return (row.Name, Scopes(row), DateTimeOffset.FromUnixTimeSeconds(expires));
        _ = NoteUse(row.Name);
        return (row.Name, Scopes(row), null);
    }

    /// <summary>Notes that a key is used, once a minute; whoever uses it does not wait for that.</summary>
    private async Task NoteUse(string name)
    {
        var (before, now) = (_noted.GetValueOrDefault(name, long.MinValue), time.GetTimestamp());
        if (before != long.MinValue && time.GetElapsedTime(before, now) < UseIsNoted)
            return;
        if (before == long.MinValue ? !_noted.TryAdd(name, now) : !_noted.TryUpdate(name, now, before))
            return;
        try
        {
            var seconds = time.GetUtcNow().ToUnixTimeSeconds();
            await store.Do(database => database.OperatorKeys.Where(key => key.Name == name)
                .ExecuteUpdate(set => set.SetProperty(key => key.LastUsedAt, seconds)));
        }
        catch (Exception away) when (away is IOException or DbException or ObjectDisposedException)
        {
            // The next use is noted.
        }
    }
}
