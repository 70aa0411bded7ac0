using Mas.Federation.Ledgers;
using Mas.Federation.Runs;

namespace Mas.Federation.Journals;

/// <summary>What the journal tells of one stage: only what counts, repeats left out.</summary>
/// <param name="Started">How it began.</param>
/// <param name="Rounds">Its rounds, ascending.</param>
/// <param name="Evaluations">Its evaluations, in the order they were made; one a round and split.</param>
/// <param name="Finished">How it ended, or null where it has not.</param>
public sealed record StageHistory(
    StageStarted Started,
    IReadOnlyList<RoundFinished> Rounds,
    IReadOnlyList<Evaluated> Evaluations,
    StageFinished? Finished)
{
    /// <summary>Why its clients probe no more, or null where that has no end of its own.</summary>
    public ProbingStopped? ProbingStopped { get; init; }

    /// <summary>The stage's name.</summary>
    public string Name => Started.Stage;

    /// <summary>The letters of its tasks.</summary>
    public IReadOnlyList<string> Tasks => Started.Tasks;

    /// <summary>The number of the last round it is to train.</summary>
    public int LastRound => Started.FirstRound + Started.Rounds - 1;

    /// <summary>The number of the round whose model is the final one: the last round's, until it has finished.</summary>
    public int KeptRound => Finished is { } finished ? finished.Kept ?? finished.Round : LastRound;

    /// <summary>Its final model; before it has finished, that of its newest round, or null before the first.</summary>
    public SavedCheckpoint? Model => Finished is { } finished
        ? new SavedCheckpoint(finished.Checkpoint, finished.Sha256) : Rounds.LastOrDefault()?.Model;

    /// <summary>What its rounds used.</summary>
    public Cost Cost => Cost.Sum(Rounds.Select(round => round.Cost));

    /// <summary>The evaluation of a round's model, or null where it was not evaluated.</summary>
    public Evaluated? Evaluation(int round, string split) =>
        Evaluations.FirstOrDefault(evaluated => evaluated.Round == round && evaluated.Split == split);
}
