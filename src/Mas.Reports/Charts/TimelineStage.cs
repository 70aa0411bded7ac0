namespace Mas.Reports.Charts;

/// <summary>One stage in a <see cref="StageTimeline"/>.</summary>
/// <param name="Name">The stage's name; a child names it as its parent.</param>
/// <param name="Label">What is written in its box.</param>
/// <param name="FirstRound">The first round it trains.</param>
/// <param name="Rounds">How many rounds it is to train, 1 or more.</param>
/// <param name="Done">How many of these are finished.</param>
/// <param name="Parent">The name of the stage whose parameters it goes on from; null where it starts untrained.</param>
/// <param name="Kept">The round whose model is its final one, where that is not its last; else null.</param>
internal sealed record TimelineStage(
    string Name, string Label, int FirstRound, int Rounds, int Done, string? Parent, int? Kept = null);
