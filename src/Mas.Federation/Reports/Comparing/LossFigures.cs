using Mas.Federation.Runs;

namespace Mas.Federation.Reports.Comparing;

/// <summary>Losses of a method over its seeds.</summary>
/// <param name="Total">The sum over the tasks.</param>
/// <param name="PerTask">By task letter.</param>
public sealed record LossFigures(OverSeeds Total, IReadOnlyDictionary<string, OverSeeds> PerTask)
{
    /// <summary>The figures of some runs' losses.</summary>
    /// <param name="losses">One a seed, at least one.</param>
    internal static LossFigures Of(IReadOnlyList<LossSummary> losses) => new(
        OverSeeds.Of([.. losses.Select(loss => loss.Total)]),
        losses[0].PerTask.Keys.ToDictionary(
            task => task, task => OverSeeds.Of([.. losses.Select(loss => loss.PerTask[task])])));
}
