namespace Mas.Server.Storage;

/// <summary>A one-time token for joining, of which only the digest is known.</summary>
internal sealed class TokenRow
{
    /// <summary>The SHA-256 of the token.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Until when it is good, in seconds since 1970.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>The device that used it; null = none yet.</summary>
    public string? UsedBy { get; set; }
}
