using System.Text.Json.Serialization;

namespace Mas.Wire.Documents;

/// <summary>A submission at one moment.</summary>
public sealed record SubmissionStatus
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The letters of its tasks.</summary>
    public required string Tasks { get; init; }

    /// <summary>How far it has come.</summary>
    public required QueueState State { get; init; }

    /// <summary>The run that trains it; null = none has begun.</summary>
    public required string? Run { get; init; }

    /// <summary>The rounds of its run before its tasks arrived; null = the run began with it, or has not begun.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? JoinedAfter { get; init; }

    /// <summary>Why it still waits, or why it failed; null where there is nothing to say.</summary>
    public required string? Why { get; init; }

    /// <summary>The operator who submitted it.</summary>
    public required string By { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset Submitted { get; init; }

    /// <summary>Its weight, 1 to 100.</summary>
    public required int Priority { get; init; }

    /// <summary>When it is too late; null = never.</summary>
    public required DateTimeOffset? Deadline { get; init; }

    /// <summary>Its budget, a share of one-by-one's operations; null = none.</summary>
    public required double? Budget { get; init; }

    /// <summary>Whether its split is held for approval.</summary>
    public required bool Hold { get; init; }

    /// <summary>By task letter, the test loss that is wanted; empty = none.</summary>
    public required IReadOnlyDictionary<string, double> Wanted { get; init; }

    /// <summary>By task letter, the validation loss at which it leaves its group; null = all train to the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? LeaveAt { get; init; }

    /// <summary>By task letter, where its labels are to come from; null = from anywhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>
    /// By task letter, the test loss of the final models, null if no test view measures the task; empty until it is
    /// done.
    /// </summary>
    public required IReadOnlyDictionary<string, double?> Losses { get; init; }
}
