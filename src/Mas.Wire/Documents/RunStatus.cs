namespace Mas.Wire.Documents;

/// <summary>A run of the queue at one moment.</summary>
public sealed record RunStatus
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The letters of its tasks.</summary>
    public required string Tasks { get; init; }

    /// <summary>How far it has come.</summary>
    public required QueueState State { get; init; }

    /// <summary>Its run folder, on the server.</summary>
    public required string Folder { get; init; }

    /// <summary>The submissions that were merged into it, those cancelled since included.</summary>
    public required IReadOnlyList<string> Submissions { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended; null = it has not.</summary>
    public required DateTimeOffset? Ended { get; init; }

    /// <summary>Why it failed; null = it has not.</summary>
    public required string? Fault { get; init; }

    /// <summary>The latest round that is finished; 0 = none.</summary>
    public required int Round { get; init; }

    /// <summary>Rounds of the whole run.</summary>
    public required int Rounds { get; init; }

    /// <summary>About how many seconds of training are left; null = not known, or it has ended.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>Its split, held or chosen; null = there is none yet, or none at all.</summary>
    public required SplitStatus? Split { get; init; }
}
