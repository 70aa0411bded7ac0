using System.Text.Json.Serialization;
using Mas.Federation.Ledgers;

namespace Mas.Federation.Runs;

/// <summary>What became of one stage.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Tasks">The letters of its tasks.</param>
/// <param name="Rounds">How many rounds it trained.</param>
/// <param name="Parent">The stage whose model it started from, or null.</param>
/// <param name="Cost">What its rounds used.</param>
public sealed record StageResult(
    string Name, IReadOnlyList<string> Tasks, int Rounds, string? Parent, Cost Cost)
{
    /// <summary>
    /// The number of the round whose model is the stage's final one, the best on the validation views; null where that is
    /// its last round.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? KeptRound { get; init; }
}
