using Mas.Wire.Documents;

namespace Mas.Server.Storage;

/// <summary>What an operator asks for. Times are milliseconds since 1970.</summary>
internal sealed class SubmissionRow
{
    /// <summary>Its name: <c>t</c> and its number.</summary>
    public required string Id { get; init; }

    /// <summary>How many came before it, and one.</summary>
    public required int Number { get; init; }

    /// <summary>The letters of its tasks.</summary>
    public required string Tasks { get; init; }

    /// <summary>Its weight.</summary>
    public required int Priority { get; init; }

    /// <summary>When it is too late; null = never.</summary>
    public required long? Deadline { get; init; }

    /// <summary>The most operations it may take, as a share of one-by-one's; null = no budget.</summary>
    public required double? Budget { get; init; }

    /// <summary>The losses wanted by task letter, as JSON; null = none.</summary>
    public required byte[]? Wanted { get; init; }

    /// <summary>The validation losses at which tasks leave their group, by task letter, as JSON; null = none.</summary>
    public byte[]? LeaveAt { get; init; }

    /// <summary>By task letter, where labels are to come from, as JSON; null = from anywhere.</summary>
    public required byte[]? Labels { get; init; }

    /// <summary>Whether its split is held for approval.</summary>
    public required bool Hold { get; init; }

    /// <summary>The document of its recipe, complete: equal recipes are equal bytes.</summary>
    public required byte[] Recipe { get; init; }

    /// <summary>Who submitted it.</summary>
    public required string By { get; init; }

    /// <summary>When it came.</summary>
    public required long SubmittedAt { get; init; }

    /// <summary>The run it is to join; null = it waits for one of its own, or to be merged into one.</summary>
    public string? Join { get; init; }

    /// <summary>The rounds of its run before its tasks arrive; null = the run began with it.</summary>
    public int? JoinedAfter { get; set; }

    /// <summary>The run it was merged into; null = none has begun.</summary>
    public string? Run { get; set; }

    /// <summary>How it ended apart from its run: cancelled or failed; null = it has not.</summary>
    public QueueState? Outcome { get; set; }

    /// <summary>Why it failed apart from its run.</summary>
    public string? Fault { get; set; }
}
