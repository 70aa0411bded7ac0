namespace Mas.Server.Storage;

/// <summary>An operator's key, of which only the digest is known.</summary>
internal sealed class OperatorKeyRow
{
    /// <summary>Whose it is.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of the key.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What it may do, with commas between.</summary>
    public required string Scopes { get; init; }
}
