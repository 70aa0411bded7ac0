using System.Text.Json.Serialization;

namespace Mas.Federation.Journals;

/// <summary>The training of one group began.</summary>
/// <param name="Stage">The stage's name, unique in the run: <c>sdnkt</c>, after a split <c>sdnkt.sd</c>.</param>
/// <param name="Tasks">The letters of the group's tasks.</param>
/// <param name="FirstRound">The number of its first round; rounds count from 1 over the whole run.</param>
/// <param name="Rounds">How many rounds it trains.</param>
/// <param name="Parent">The stage whose model it starts from, or null where it starts from the seed.</param>
public sealed record StageStarted(
    string Stage, IReadOnlyList<string> Tasks, int FirstRound, int Rounds, string? Parent) : JournalEvent
{
    /// <summary>
    /// Hexadecimal SHA-256 of everything the stage's models follow from but the number of its rounds, lower case: on one
    /// machine, stages of equal recipes have the same models, whichever method asked for them. Null in a journal of a
    /// version that did not tell.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Recipe { get; init; }

    internal const string Kind = "stage-started";
}
