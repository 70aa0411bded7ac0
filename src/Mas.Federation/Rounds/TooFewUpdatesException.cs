namespace Mas.Federation.Rounds;

/// <summary>
/// A round in which fewer clients than <see cref="Runs.RunOptions.Quorum"/> sent an update that may be used: the run
/// stops and can be resumed.
/// </summary>
public sealed class TooFewUpdatesException : Exception
{
    /// <summary>Names the stage, the round and the first fault.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="round">The round.</param>
    /// <param name="valid">Updates that may be used; fewer than the quorum.</param>
    /// <param name="quorum">How many it takes.</param>
    /// <param name="fault">Why one of the others may not be used.</param>
    public TooFewUpdatesException(string stage, int round, int valid, int quorum, string fault)
        : base(valid == 0
            ? $"Round {round} of stage {stage} has no valid update: {fault}"
            : $"Round {round} of stage {stage} has {valid} valid updates of the {quorum} that --quorum asks for: {fault}")
    {
    }
}
