namespace Mas.Engine.Optimisers;

/// <summary>
/// The polynomial decay of the learning rate over a run: initial * (1 - round / rounds) ^ 0.9 (Chen et al., DeepLab,
/// 2017; used by MAS). It belongs to the run, not to a stage: after a split, rounds go on counting.
/// </summary>
/// <param name="InitialRate">The rate of round 0; positive.</param>
/// <param name="Rounds">Rounds of the whole run; at least 1.</param>
public sealed record PolySchedule(double InitialRate, int Rounds)
{
    /// <summary>The exponent of the decay.</summary>
    public const double Power = 0.9;

    /// <summary>The rate of a round, counted from 0.</summary>
    public double Rate(int round) => InitialRate * Math.Pow(1 - ((double)round / Rounds), Power);
}
