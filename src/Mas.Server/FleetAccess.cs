using Mas.Learning;
using Mas.Server.Audit;
using Mas.Server.Security;
using Mas.Server.Storage;

namespace Mas.Server;

/// <summary>
/// Who may use a fleet, as its owner decides it on the server's machine, whether the server runs or not: operators'
/// keys, tokens for devices, devices that are revoked, and the audit trail of it all. What is done counts at once.
/// Thread-safe.
/// </summary>
public sealed class FleetAccess
{
    private readonly OperatorKeys _keys;
    private readonly JoinTokens _tokens;
    private readonly RevokedDevices _revoked;
    private readonly AuditTrail _trail;

    /// <summary>Opens a fleet's folder, making what is missing.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="database">As <see cref="FleetOptions.Database"/>.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InputException">The folder or the database cannot be had.</exception>
    public FleetAccess(string directory, string? database, TimeProvider time)
    {
        var store = new FleetStore(directory, database, time: time);
        _trail = new AuditTrail(store, directory, time);
        _keys = new OperatorKeys(store, _trail, time);
        _tokens = new JoinTokens(store, _trail, time);
        _revoked = new RevokedDevices(_trail, time);
    }

    /// <summary>How long a key is good where nothing else is said: a year.</summary>
    public static TimeSpan KeyIsGood { get; } = TimeSpan.FromDays(365);

    /// <summary>Every operator's key, by name.</summary>
    public Task<IReadOnlyList<OperatorKeyStatus>> Keys() => _keys.List();

    /// <summary>Makes a key for an operator.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="valid">How long it is good; null = <see cref="KeyIsGood"/>.</param>
    /// <returns>The key, which is not kept.</returns>
    /// <exception cref="InputException">The name cannot be used, or has a key.</exception>
    public Task<string> CreateKey(string name, IReadOnlyCollection<OperatorScope> scopes, TimeSpan? valid = null) =>
        _keys.Create(name, scopes, valid ?? KeyIsGood);

    /// <summary>Makes a new key for an operator who has one, with the same scopes.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="overlap">How long the old key stays good beside it.</param>
    /// <param name="valid">How long the new key is good; null = <see cref="KeyIsGood"/>.</param>
    /// <returns>The new key, which is not kept.</returns>
    /// <exception cref="InputException">There is no key of that name.</exception>
    public Task<string> RotateKey(string name, TimeSpan overlap, TimeSpan? valid = null) =>
        _keys.Rotate(name, overlap, valid ?? KeyIsGood);

    /// <summary>Revokes an operator's key, and the one it was before.</summary>
    /// <param name="name">Whose it is.</param>
    /// <returns>Whether there was a key of that name.</returns>
    public Task<bool> RevokeKey(string name) => _keys.Revoke(name);

    /// <summary>Every token that has not expired, by client.</summary>
    public Task<IReadOnlyList<JoinTokenStatus>> Tokens() => _tokens.List();

    /// <summary>Makes a one-time token with which a device of one client can join.</summary>
    /// <param name="client">The client.</param>
    /// <param name="valid">How long it is good.</param>
    /// <returns>The token, which is not kept.</returns>
    /// <exception cref="InputException">No client can have that name, or its device was revoked.</exception>
    public Task<string> CreateToken(string client, TimeSpan valid) => _tokens.Create(client, valid);

    /// <summary>Revokes a token that was not used.</summary>
    /// <param name="id">What the list calls it.</param>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RevokeToken(string id) => _tokens.Revoke(id);

    /// <summary>
    /// Revokes the key of a client's device: neither the key nor another of that client joins until it is allowed.
    /// </summary>
    /// <param name="client">Whose device it is.</param>
    /// <returns>Whether a device of that client had joined.</returns>
    public Task<bool> RevokeDevice(string client) => _revoked.Revoke(client);

    /// <summary>Lets a client join again whose device was revoked; it needs a new token.</summary>
    /// <param name="client">The client.</param>
    /// <returns>Whether its device was revoked.</returns>
    public Task<bool> AllowDevice(string client) => _revoked.Allow(client);

    /// <summary>Reads the audit trail, and looks whether it is as it was written.</summary>
    /// <param name="since">From when on entries are wanted; all of them are looked at.</param>
    /// <param name="each">Gets each that is wanted, in their order.</param>
    /// <returns>What is wrong with the first entry that is not as it was written, a sentence; null = nothing.</returns>
    public Task<string?> Audit(DateTimeOffset since, Action<AuditEntry> each) => _trail.Read(
        since, row => each(new AuditEntry(
        row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.Time), row.Who, row.Address, row.Deed, row.Subject,
        row.Outcome, row.Previous, row.Hash)));
}
