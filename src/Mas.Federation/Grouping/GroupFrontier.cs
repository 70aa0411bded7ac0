using Mas.Federation.Affinities;

namespace Mas.Federation.Grouping;

/// <summary>
/// The best partitions into 1 to n groups with what they cost, and the one chosen of them: the highest value within the
/// budget; of equal values the cheaper.
/// </summary>
/// <param name="Partitions">The partition into 1, 2 .. n groups.</param>
/// <param name="CostRatios">What each costs.</param>
/// <param name="Chosen">The index of the one chosen.</param>
internal sealed record GroupFrontier(
    IReadOnlyList<GroupingResult> Partitions, IReadOnlyList<double> CostRatios, int Chosen)
{
    /// <summary>Finds the best partition into every number of groups and chooses.</summary>
    /// <param name="affinity">The affinities.</param>
    /// <param name="costRatio">By number of groups, what it costs.</param>
    /// <param name="budget">The most it may cost.</param>
    /// <exception cref="InvalidOperationException">Nothing is within the budget.</exception>
    internal static GroupFrontier Of(AffinityMatrix affinity, Func<int, double> costRatio, double budget)
    {
        var partitions = Enumerable.Range(1, affinity.Size).Select(groups => Grouper.Best(affinity, groups)).ToArray();
        var costs = Enumerable.Range(1, affinity.Size).Select(costRatio).ToArray();
        var affordable = Enumerable.Range(0, affinity.Size).Where(index => costs[index] <= budget).ToArray();
        if (affordable.Length == 0)
        {
            throw new InvalidOperationException($"No number of groups is within the budget of {budget}.");
        }

        return new GroupFrontier(
            partitions, costs,
            affordable.OrderByDescending(index => partitions[index].Value).ThenBy(index => costs[index]).First());
    }

    /// <summary>The same for files and people.</summary>
    /// <param name="tasks">The names, by index.</param>
    internal IReadOnlyList<FrontierPoint> Named(IReadOnlyList<string> tasks) =>
    [
        .. Partitions.Select((partition, index) => new FrontierPoint(
            index + 1, partition.Best.Named(tasks).Groups, partition.Value, CostRatios[index], index == Chosen)),
    ];
}
