using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Runs;

namespace Mas.Federation.Rounds;

/// <summary>
/// When measuring affinities has told enough: the groups that the mean so far would choose have been the same after
/// each of the last few probed rounds. It follows from the affinities alone, so that a resumed run stops where it would
/// have.
/// </summary>
internal static class ProbeStop
{
    /// <summary>The groups that have been stable, by the tasks' indices; null where probing goes on.</summary>
    internal static int[][]? Stable(AffinityHistory affinities, Stage stage, RunOptions options)
    {
        var (probed, stable) = (affinities.UsedRounds.Count, options.ProbeStop);
        if (stable == 0 || stage.Chooses == GroupKind.None
            || probed < Math.Max(stable, RunOptions.LeastProbedRounds))
        {
            return null;
        }

        var groups = Implied(probed);
        return Enumerable.Range(probed - stable + 1, stable - 1).All(rounds => Same(Implied(rounds), groups))
            ? groups
            : null;

        int[][] Implied(int rounds) => stage.Chooses == GroupKind.Overlapping
            ? Grouper.BestOverlapping(affinities.MatrixAfter(rounds), options.Groups.Count).Groups
            : Grouper.Best(affinities.MatrixAfter(rounds), options.Groups.Count).Groups;
    }

    private static bool Same(int[][] left, int[][] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => pair.First.SequenceEqual(pair.Second));
}
