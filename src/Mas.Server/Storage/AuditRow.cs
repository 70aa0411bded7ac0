namespace Mas.Server.Storage;

/// <summary>An entry of the audit trail. Nothing in it is a secret, and none is ever changed.</summary>
internal sealed class AuditRow
{
    /// <summary>Its place in the trail, from 1, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>When it was written, in milliseconds since 1970.</summary>
    public required long Time { get; init; }

    /// <summary>Who acted: an operator, a client, a user of the server's machine; empty = not known.</summary>
    public required string Who { get; init; }

    /// <summary>Where from: an address, or that it was a command on the server's machine.</summary>
    public required string Address { get; init; }

    /// <summary>What was done, a word of a closed list.</summary>
    public required string Deed { get; init; }

    /// <summary>What it was done to; empty = nothing besides.</summary>
    public required string Subject { get; init; }

    /// <summary>How it ended: done, or refused and why.</summary>
    public required string Outcome { get; init; }

    /// <summary>The hash of the entry before it; no two have the same, so the trail cannot fork.</summary>
    public required string Previous { get; init; }

    /// <summary>The SHA-256 over everything above.</summary>
    public required string Hash { get; init; }
}
