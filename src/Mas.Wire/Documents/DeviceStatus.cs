using System.Text.Json.Serialization;

namespace Mas.Wire.Documents;

/// <summary>A device that has joined. What it did is counted since the server's start.</summary>
public sealed record DeviceStatus
{
    /// <summary>The SHA-256 of its public key.</summary>
    public required string Id { get; init; }

    /// <summary>The client whose views it holds.</summary>
    public required string Client { get; init; }

    /// <summary>The letters of Taskonomy's tasks that its fields can teach.</summary>
    public required string Tasks { get; init; }

    /// <summary>The names of its fields.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What it can learn, for people: its tasks, or where these are not Taskonomy's its fields.</summary>
    [JsonIgnore]
    public string Offer => Tasks.Length > 0 ? Tasks
        : Fields.Count > 0 ? string.Join(' ', Fields) : Statement?.Source ?? "";

    /// <summary>Views it trains on.</summary>
    public required int Views { get; init; }

    /// <summary>Whether it has been heard of lately.</summary>
    public required bool Present { get; init; }

    /// <summary>When it was last heard of; null = not since the server's start.</summary>
    public required DateTimeOffset? LastSeen { get; init; }

    /// <summary>Orders it has answered.</summary>
    public required int Answered { get; init; }

    /// <summary>
    /// Orders that were given up because the device did not answer in time, or said that it would not.
    /// </summary>
    public required int Lost { get; init; }

    /// <summary>Requests of it that were refused.</summary>
    public required int Refused { get; init; }

    /// <summary>Bytes of weights it has sent, failed attempts included.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes of models it has fetched.</summary>
    public required long BytesDown { get; init; }

    /// <summary>The energy its training took, estimated from its processor time; null = it has not trained.</summary>
    public required double? Joules { get; init; }

    /// <summary>What it has stated of itself; null = nothing.</summary>
    public StatementDocument? Statement { get; init; }

    /// <summary>
    /// Why it takes no orders now, is left out of runs or has failed its latest order, a sentence; null = none of these
    /// applies.
    /// </summary>
    public string? Why { get; init; }

    /// <summary>What it is at: run, stage and round; null = nothing.</summary>
    public required string? Work { get; init; }
}
