using Mas.Federation.Journals;
using Mas.Federation.Ledgers;

namespace Mas.Federation.Reports;

/// <summary>One stage as far as it has come.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Tasks">The letters of its tasks.</param>
/// <param name="FirstRound">The number of its first round.</param>
/// <param name="PlannedRounds">How many rounds it is to train.</param>
/// <param name="Parent">The stage whose model it started from, or null.</param>
/// <param name="Rounds">The finished rounds in order, each once.</param>
public sealed record StageStory(
    string Name,
    IReadOnlyList<string> Tasks,
    int FirstRound,
    int PlannedRounds,
    string? Parent,
    IReadOnlyList<RoundFinished> Rounds)
{
    /// <summary>What its rounds used.</summary>
    public Cost Cost => Cost.Sum(Rounds.Select(round => round.Cost));
}
