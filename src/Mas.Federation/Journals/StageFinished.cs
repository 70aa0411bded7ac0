using System.Text.Json.Serialization;
using Mas.Federation.Runs;

namespace Mas.Federation.Journals;

/// <summary>The last round of a stage is done.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The number of its last round, which with <see cref="RunOptions.Patience"/> may come early.</param>
/// <param name="Checkpoint">The stage's final model: a path inside the run folder, with forward slashes.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the checkpoint's content, lower case.</param>
public sealed record StageFinished(string Stage, int Round, string Checkpoint, string Sha256) : JournalEvent
{
    /// <summary>
    /// The number of the round whose model is the final one, the best on the validation views; null where it is the last.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Kept { get; init; }

    internal const string Kind = "stage-finished";
}
