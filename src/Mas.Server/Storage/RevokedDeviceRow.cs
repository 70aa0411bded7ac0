namespace Mas.Server.Storage;

/// <summary>
/// A device whose key was revoked. It stays on record, so that neither the key nor the name joins again unasked.
/// </summary>
internal sealed class RevokedDeviceRow
{
    /// <summary>The SHA-256 of its public key.</summary>
    public required string Id { get; init; }

    /// <summary>The client it was.</summary>
    public required string Client { get; init; }

    /// <summary>When it was revoked, in seconds since 1970.</summary>
    public required long RevokedAt { get; set; }

    /// <summary>When its client was allowed to join again, in seconds since 1970; null = it was not.</summary>
    public long? AllowedAt { get; set; }
}
