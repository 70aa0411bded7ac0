namespace Mas.Server.Storage;

/// <summary>An operator's key, of which only the digest is known. Times are seconds since 1970.</summary>
internal sealed class OperatorKeyRow
{
    /// <summary>Whose it is.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of the key.</summary>
    public required string Sha256 { get; set; }

    /// <summary>What it may do, with commas between.</summary>
    public required string Scopes { get; init; }

    /// <summary>When it was made; 0 = before that was kept.</summary>
    public required long MadeAt { get; set; }

    /// <summary>Until when it is good.</summary>
    public required long ExpiresAt { get; set; }

    /// <summary>When it was last used, to the minute; null = never.</summary>
    public long? LastUsedAt { get; set; }

    /// <summary>The SHA-256 of the key it was before it was rotated; null = none is good any more.</summary>
    public string? FormerSha256 { get; set; }

    /// <summary>Until when that one is good.</summary>
    public long? FormerExpiresAt { get; set; }
}
