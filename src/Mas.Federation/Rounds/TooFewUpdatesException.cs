using System.Globalization;

namespace Mas.Federation.Rounds;

/// <summary>
/// A round in which fewer clients than <see cref="Runs.RunOptions.Quorum"/> sent an update that may be used: the run
/// stops. It can be resumed, but if it has diverged that does not help.
/// </summary>
public sealed class TooFewUpdatesException : Exception
{
    /// <summary>Names the stage, the round and the first fault.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="round">The round.</param>
    /// <param name="valid">Updates that may be used; fewer than the quorum.</param>
    /// <param name="quorum">How many it takes.</param>
    /// <param name="fault">Why one of the others may not be used.</param>
    /// <param name="divergedAt">
    /// The run's learning rate, if every missing update has diverged: the same options would diverge again. Null
    /// elsewhere.
    /// </param>
    public TooFewUpdatesException(
        string stage, int round, int valid, int quorum, string fault, double? divergedAt = null)
        : base((valid == 0
            ? $"Round {round} of stage {stage} has no valid update: {fault}"
            : $"Round {round} of stage {stage} has {valid} valid updates of the {quorum} that --quorum asks for: {fault}")
            + (divergedAt is { } rate ? string.Create(
                CultureInfo.InvariantCulture,
                $" The same options would diverge again; start a new run with a --learning-rate below {rate}.") : "")) =>
        HasDiverged = divergedAt is not null;

    /// <summary>Whether training has diverged, so that the same options cannot succeed.</summary>
    public bool HasDiverged { get; }
}
