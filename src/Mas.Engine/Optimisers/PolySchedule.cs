namespace Mas.Engine.Optimisers;

/// <summary>
/// The polynomial decay of the learning rate over a run: initial * (1 - round / rounds) ^ 0.9 (Chen et al., DeepLab,
/// 2017; used by MAS). A warm-up comes before it: in its first rounds the rate rises linearly to where the decay then
/// goes on (Goyal et al., arXiv 1706.02677). It belongs to the run, not to a stage: after a split, rounds go on counting.
/// </summary>
/// <param name="InitialRate">The rate of round 0 without a warm-up; positive.</param>
/// <param name="Rounds">Rounds of the whole run; at least 1.</param>
/// <param name="WarmUp">Rounds of the warm-up, 0 (default) = none; fewer than <paramref name="Rounds"/>.</param>
public sealed record PolySchedule(double InitialRate, int Rounds, int WarmUp = 0)
{
    /// <summary>The exponent of the decay.</summary>
    public const double Power = 0.9;

    /// <summary>The rate of a round, counted from 0.</summary>
    public double Rate(int round) =>
        round < WarmUp ? Decayed(WarmUp) * (round + 1) / (WarmUp + 1) : Decayed(round);

    private double Decayed(int round) => InitialRate * Math.Pow(1 - ((double)round / Rounds), Power);
}
