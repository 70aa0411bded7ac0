using Mas.Wire.Documents;

namespace Mas.Server.Storage;

/// <summary>
/// A run of the queue: that it is there, how it ended, and who approved its split. All else stands in its folder. Times
/// are milliseconds since 1970.
/// </summary>
internal sealed class RunRow
{
    /// <summary>Its name: <c>r</c> and its number.</summary>
    public required string Id { get; init; }

    /// <summary>How many came before it, and one.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required long StartedAt { get; init; }

    /// <summary>When it ended; null = it has not.</summary>
    public long? EndedAt { get; set; }

    /// <summary>How it ended: done, failed or cancelled; null = it has not.</summary>
    public QueueState? Outcome { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Fault { get; set; }

    /// <summary>Who approved its split; null = not approved.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>The groups given in place of those found; null = none.</summary>
    public string? ApprovedGroups { get; set; }
}
