namespace Mas.Server.Storage;

/// <summary>An order and what was answered to it.</summary>
internal sealed class OrderRow
{
    /// <summary>The SHA-256 of <see cref="Document"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The run that asks.</summary>
    public required string Run { get; init; }

    /// <summary>The client asked.</summary>
    public required string Client { get; init; }

    /// <summary>The stage of the run; null for an evaluation.</summary>
    public required string? Stage { get; init; }

    /// <summary>The round of the run; 0 for an evaluation.</summary>
    public required int Round { get; init; }

    /// <summary>The order's document.</summary>
    public required byte[] Document { get; init; }

    /// <summary>The update's document; null = none has been acknowledged.</summary>
    public byte[]? Update { get; set; }

    /// <summary>Whether the run has gone on without an update: one that comes now is too late.</summary>
    public bool IsOver { get; set; }

    /// <summary>When a device first brought what it asks for too late, in seconds since 1970; null = never.</summary>
    public long? LateAt { get; set; }
}
