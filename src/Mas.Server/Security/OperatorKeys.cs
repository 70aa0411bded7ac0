using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Storage;
using Mas.Wire;
using Microsoft.EntityFrameworkCore;

namespace Mas.Server.Security;

/// <summary>
/// Operators' keys. The fleet keeps their digests alone; each names its operator, what that one may do, and until when.
/// Read from the database at every request, so that a key made, rotated or revoked beside the server counts at once;
/// while the database is away, those last read are good for ten minutes.
/// Thread-safe.
/// </summary>
internal sealed class OperatorKeys(FleetStore store, AuditTrail trail, TimeProvider time)
{
    /// <summary>What every key begins with.</summary>
    internal const string Prefix = "mas-";

    private const int KeyBytes = 32;
    private const int LongestName = 64;

    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan StaysRemembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, long> _noted = [];
    private readonly Lock _gate = new();
    private volatile Reading? _last;

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
                {
                    database.OperatorKeys.Add(row);
                }

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

    /// <summary>Whether a key of this digest was good when the keys were last read, a short while ago.</summary>
    internal bool Remembers(string digest) => Remembered is { } rows && Find(rows, digest) is not null;

    /// <summary>Reads the keys again, without waiting for a database that is away: then it changes nothing.</summary>
    internal async Task Refresh()
    {
        try
        {
            await Read(store.ReadNow);
        }
        catch (IOException)
        {
            // What is remembered stays.
        }
    }

    /// <summary>Whose key has this digest, and what it may do; null if no key has, or it has expired.</summary>
    internal async Task<(string Name, IReadOnlyList<OperatorScope> Scopes)?> Find(string digest) =>
        await Look(digest) is { ExpiredAt: null } found ? (found.Name, found.Scopes) : null;

    /// <summary>What is kept of a key.</summary>
    internal static string Digest(string secret) => Sha256Name.Of(Encoding.UTF8.GetBytes(secret));

    private static string Secret() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    private static OperatorScope[] Scopes(OperatorKeyRow row) =>
        [.. row.Scopes.Split(',').Select(Enum.Parse<OperatorScope>)];

    private static DateTimeOffset? At(long? seconds) =>
        seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    /// <summary>
    /// Whose key has this digest, and when it expired, if it has; null where there is no such key. A key that is
    /// remembered is good while the database is away, which also takes no revocation then.
    /// </summary>
    /// <exception cref="IOException">The database stays away, and the key is not remembered.</exception>
    internal async Task<(string Name, IReadOnlyList<OperatorScope> Scopes, DateTimeOffset? ExpiredAt)?> Look(
        string digest)
    {
        if (Find(await Rows(digest), digest) is not var (row, expires))
        {
            return null;
        }

        if (expires <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            return (row.Name, Scopes(row), DateTimeOffset.FromUnixTimeSeconds(expires));
        }

        _ = NoteUse(row.Name);
        return (row.Name, Scopes(row), null);
    }

    /// <summary>The keys as last read; null = that was too long ago.</summary>
    private IReadOnlyList<OperatorKeyRow>? Remembered =>
        _last is { } last && time.GetElapsedTime(last.At) < StaysRemembered ? last.Rows : null;

    private static (OperatorKeyRow Row, long Expires)? Find(IReadOnlyList<OperatorKeyRow> rows, string digest)
    {
        var wanted = Encoding.ASCII.GetBytes(digest);
        (OperatorKeyRow Row, long Expires)? found = null;

        // Every key is compared, each in constant time: how long it takes tells nothing of any.
        foreach (var key in rows)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Sha256), wanted))
            {
                found = (key, key.ExpiresAt);
            }

            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.FormerSha256 ?? ""), wanted))
            {
                found = (key, key.FormerExpiresAt!.Value);
            }
        }

        return found;
    }

    /// <summary>Every key, as the database has it; where it is away, as remembered, if one of this digest is.</summary>
    private async Task<IReadOnlyList<OperatorKeyRow>> Rows(string digest)
    {
        if (Remembered is not { } rows || Find(rows, digest) is null)
        {
            return await Read(store.Read);
        }

        try
        {
            return await Read(store.ReadNow);
        }
        catch (IOException)
        {
            return rows;
        }
    }

    private async Task<IReadOnlyList<OperatorKeyRow>> Read(
        Func<Func<FleetDatabase, List<OperatorKeyRow>>, Task<List<OperatorKeyRow>>> read)
    {
        var began = time.GetTimestamp();
        var rows = await read(database => database.OperatorKeys.AsNoTracking().ToList());
        lock (_gate)
        {
            // A read that began earlier may end later, and knows less.
            if (_last is not { } last || last.At <= began)
            {
                _last = new Reading(rows, began);
            }
        }

        return rows;
    }

    /// <summary>Notes that a key is used, once a minute; the request does not wait for that.</summary>
    private async Task NoteUse(string name)
    {
        var (before, now) = (_noted.GetValueOrDefault(name, long.MinValue), time.GetTimestamp());
        if (before != long.MinValue && time.GetElapsedTime(before, now) < UseIsNoted)
        {
            return;
        }

        if (before == long.MinValue ? !_noted.TryAdd(name, now) : !_noted.TryUpdate(name, now, before))
        {
            return;
        }

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

    private sealed record Reading(IReadOnlyList<OperatorKeyRow> Rows, long At);
}
