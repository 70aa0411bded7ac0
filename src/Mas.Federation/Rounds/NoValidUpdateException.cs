namespace Mas.Federation.Rounds;

/// <summary>A round in which no client sent an update that may be used: the run stops and can be resumed.</summary>
public sealed class NoValidUpdateException : Exception
{
    /// <summary>Names the stage, the round and the first fault.</summary>
    public NoValidUpdateException(string stage, int round, string fault)
        : base($"Round {round} of stage {stage} has no valid update: {fault}")
    {
    }
}
