using Mas.Federation.Runs;

namespace Mas.Reports.Comparing;

/// <summary>Losses of a method over its seeds. Null if a seed has none, because nothing was measured.</summary>
/// <param name="Total">The sum over the tasks.</param>
/// <param name="PerTask">By task letter.</param>
public sealed record LossFigures(OverSeeds? Total, IReadOnlyDictionary<string, OverSeeds?> PerTask)
{
    /// <summary>The figures of some runs' losses.</summary>
    /// <param name="losses">One per seed, at least one.</param>
    internal static LossFigures Of(IReadOnlyList<LossSummary> losses) => new(
        Figure(losses.Select(loss => loss.Total)),
        losses[0].PerTask.Keys.ToDictionary(task => task, task => Figure(losses.Select(loss => loss.PerTask[task]))));

    private static OverSeeds? Figure(IEnumerable<double?> losses)
    {
        double?[] values = [.. losses];
        return values.Contains(null) ? null : OverSeeds.Of([.. values.Select(value => value!.Value)]);
    }
}
