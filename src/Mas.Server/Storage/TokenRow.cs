namespace Mas.Server.Storage;

/// <summary>A one-time token for joining, of which only the digest is known. Times are seconds since 1970.</summary>
internal sealed class TokenRow
{
    /// <summary>The SHA-256 of the token.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// The client that may join with it; empty = it was made before tokens had one, and is good for none.
    /// </summary>
    public required string Client { get; init; }

    /// <summary>When it was made; 0 = before that was kept.</summary>
    public required long MadeAt { get; init; }

    /// <summary>Until when it is good.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>The device that used it; null = none yet.</summary>
    public string? UsedBy { get; set; }
}
