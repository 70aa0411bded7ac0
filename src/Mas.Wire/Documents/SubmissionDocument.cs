using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mas.Wire.Documents;

/// <summary>What an operator asks for: tasks to learn, and on which terms. What is left out is null.</summary>
public sealed record SubmissionDocument
{
    /// <summary>The priority where none is given.</summary>
    public const int StandardPriority = 10;

    /// <summary>The highest priority; the lowest is 1.</summary>
    public const int HighestPriority = 100;

    /// <summary>The letters of the tasks, each once.</summary>
    public required string Tasks { get; init; }

    /// <summary>
    /// The weight with which devices are shared: 1 to <see cref="HighestPriority"/>; null =
    /// <see cref="StandardPriority"/>.
    /// </summary>
    public int? Priority { get; init; }

    /// <summary>When it is too late: what has not ended by then fails. Null = never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>
    /// The most operations the run may take, as a share of one-by-one's, above 0: the number of groups is then chosen by
    /// it. Null = the recipe says how many groups.
    /// </summary>
    public double? Budget { get; init; }

    /// <summary>By task letter, the test loss that is wanted. Null = none.</summary>
    public IReadOnlyDictionary<string, double>? Wanted { get; init; }

    /// <summary>
    /// By task letter, the validation loss at which it leaves its group after the split: that model is its final one. Null =
    /// all train to the end.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? LeaveAt { get; init; }

    /// <summary>By task letter, where its labels are to come from; a task not listed is learned from any. Null = none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Whether the split waits until an operator has approved it.</summary>
    public bool Hold { get; init; }

    /// <summary>
    /// The run that the tasks are to join while it trains; they are trained by its recipe. Null = they wait for a run of
    /// their own, or that others wait for too.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Join { get; init; }

    /// <summary>
    /// How to train: options of <c>mas run</c> by their names, such as <c>mergeRounds</c>; the server checks them. What
    /// is null or left out is by the server's defaults. Submissions of equal recipe can be merged.
    /// </summary>
    public JsonObject? Recipe { get; init; }

    /// <summary>Reads a document.</summary>
    /// <exception cref="InvalidDataException">It is not the expected JSON.</exception>
    public static SubmissionDocument Parse(ReadOnlySpan<byte> bytes) =>
        WireJson.Read(bytes, WireJson.Default.SubmissionDocument);

    /// <summary>The document's bytes.</summary>
    public byte[] ToBytes() => WireJson.Write(this, WireJson.Default.SubmissionDocument);
}
