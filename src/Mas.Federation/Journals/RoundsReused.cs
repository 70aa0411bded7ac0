namespace Mas.Federation.Journals;

/// <summary>
/// Rounds of a stage were not trained here: another run had trained the same stage, and its rounds and model follow as it
/// told them, with their times and what they cost.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Rounds">How many rounds.</param>
/// <param name="Run">The folder of the run that trained them.</param>
public sealed record RoundsReused(string Stage, int Rounds, string Run) : JournalEvent
{
    internal const string Kind = "rounds-reused";
}
