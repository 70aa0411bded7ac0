using Mas.Federation.Affinities;
using Mas.Learning;

namespace Mas.Federation.Grouping;

/// <summary>
/// Chooses which tasks to train together, exactly. Groupings are compared by the score of <see cref="GroupScore"/>
/// in whole numbers, affinities taken to twelve decimals; of groupings that tie, the one earlier in the dictionary is
/// chosen: groups in the order of their first tasks, compared one by one, each task by task.
/// </summary>
public static class Grouper
{
    /// <summary>The most tasks that can be grouped.</summary>
    public const int MaximumTasks = 16;

    /// <summary>
    /// What a task alone scores where groups may overlap: TAG's rule, which keeps every task company.
    /// </summary>
    public const double AloneInOverlap = -1e6;

    /// <summary>The best partition into exactly <paramref name="groups"/> groups, and the second-best.</summary>
    /// <exception cref="InputException">
    /// There are more than <see cref="MaximumTasks"/> tasks, or fewer tasks than groups, or less than one group.
    /// </exception>
    public static GroupingResult Best(AffinityMatrix affinity, int groups)
    {
        Check(affinity, groups);
        var search = new PartitionSearch(SubsetScores.OfGroups(affinity), groups);
        var runnerUp = search.RunnerUp(groups);
        return new GroupingResult(
            Grouping(affinity, search.Best(groups)), runnerUp is null ? null : Grouping(affinity, runnerUp));
    }

    /// <summary>The worst partition into exactly <paramref name="groups"/> groups: what a choice can cost.</summary>
    /// <exception cref="InputException">As for <see cref="Best"/>.</exception>
    public static TaskGrouping Worst(AffinityMatrix affinity, int groups)
    {
        Check(affinity, groups);
        var scores = Array.ConvertAll(SubsetScores.OfGroups(affinity), score => -score);
        return Grouping(affinity, new PartitionSearch(scores, groups).Best(groups));
    }

    /// <summary>
    /// The best set of at most <paramref name="groups"/> groups that may share tasks, by TAG's rule: each task is
    /// served by the group where it scores highest, a task alone scores <see cref="AloneInOverlap"/>. Exact, because the
    /// tasks a group serves form a partition, and each part's best group can be found by itself. Of sets that tie, the
    /// one of fewer groups is chosen, then by the parts' order in the dictionary, then smaller groups.
    /// </summary>
    /// <exception cref="InputException">As for <see cref="Best"/>.</exception>
    public static OverlappingGrouping BestOverlapping(AffinityMatrix affinity, int groups)
    {
        Check(affinity, groups);
        var (scores, groupOf) = SubsetScores.OfServedSets(affinity);
        var search = new PartitionSearch(scores, groups);
        var count = Enumerable.Range(1, groups).MaxBy(search.BestScore);
        var parts = search.Best(count);
        var chosen = Array.ConvertAll(parts, part => SubsetScores.Bits(groupOf[part]).ToArray());
        var servedBy = new int[affinity.Size];
        var sum = 0.0;
        for (var group = 0; group < parts.Length; group++)
        {
            foreach (var task in SubsetScores.Bits(parts[group]))
            {
                servedBy[task] = group;
                sum += chosen[group].Length == 1 ? AloneInOverlap : GroupScore.OfTask(affinity, chosen[group], task);
            }
        }

        return new OverlappingGrouping(chosen, servedBy, sum / affinity.Size);
    }

    private static TaskGrouping Grouping(AffinityMatrix affinity, int[] masks)
    {
        var groups = Array.ConvertAll(masks, mask => SubsetScores.Bits(mask).ToArray());
        return new TaskGrouping(groups, groups.Sum(group => GroupScore.Sum(affinity, group)) / affinity.Size);
    }

    private static void Check(AffinityMatrix affinity, int groups)
    {
        if (affinity.Size > MaximumTasks)
        {
            throw new InputException($"There are {affinity.Size} tasks; at most {MaximumTasks} can be grouped.");
        }

        if (groups < 1 || groups > affinity.Size)
        {
            throw new InputException(
                $"{groups} groups cannot be made of {affinity.Size} tasks; ask for 1 to {affinity.Size}.");
        }
    }
}
