namespace Mas.Federation.Journals;

/// <summary>The last round of a stage is done.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The number of its last round.</param>
/// <param name="Checkpoint">The stage's final model: a path inside the run folder, with forward slashes.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the checkpoint's content, lower case.</param>
public sealed record StageFinished(string Stage, int Round, string Checkpoint, string Sha256) : JournalEvent
{
    internal const string Kind = "stage-finished";
}
