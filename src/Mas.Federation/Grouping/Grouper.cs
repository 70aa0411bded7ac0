using Mas.Engine.Randomness;
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
    /// served by the group where it scores highest, a task alone scores <see cref="AloneInOverlap"/>. Exact, because
    /// the tasks a group serves form a partition, and each part's best group can be found by itself. Of sets that tie,
    /// the one of fewer groups is chosen, then by the parts' order in the dictionary, then smaller groups.
    /// </summary>
    /// <exception cref="InputException">As for <see cref="Best"/>.</exception>
    public static OverlappingGrouping BestOverlapping(AffinityMatrix affinity, int groups)
    {
        Check(affinity, groups);
        var rows = affinity.ToRows();
        for (var task = 0; task < rows.Length; task++)
        {
            rows[task][task] = AloneInOverlap;
        }

        return Overlapping(AffinityMatrix.FromRows(rows), groups);
    }

    /// <summary>
    /// The set of at most <paramref name="groups"/> groups whose predicted losses, each task served by the group where
    /// its own is lowest, have the least sum (the higher-order approximation of Standley et al., ICML 2020): a task's
    /// loss in a group of three or more is predicted as the mean of its losses in the pairs inside. Exact, and of sets
    /// that tie the same is chosen as by <see cref="BestOverlapping"/>.
    /// </summary>
    /// <param name="losses">
    /// Row i, column j = the loss of task j trained together with i; diagonal = alone. Finite numbers; a null, not
    /// measured, counts as the largest of its task, so that it favours no mate; a task without any has no say.
    /// </param>
    /// <param name="groups">x, 1 to the number of tasks.</param>
    /// <returns>Groups and value; the predicted total is minus the value times the number of tasks.</returns>
    /// <exception cref="InputException">As for <see cref="Best"/>.</exception>
    public static OverlappingGrouping LowestPredicted(double?[][] losses, int groups)
    {
        // The prediction is the score of GroupScore with losses for affinities: a mean over the mates, or the diagonal.
        var largest = losses[0].Select((_, task) => losses.Max(row => row[task]) ?? 0).ToArray();
        var negated = AffinityMatrix.FromRows(Array.ConvertAll(
            losses, row => row.Select((loss, task) => (double?)-(loss ?? largest[task])).ToArray()));
        Check(negated, groups);
        return Overlapping(negated, groups);
    }

    /// <summary>
    /// A partition into exactly <paramref name="groups"/> groups, each as likely as any other: what no choice at all
    /// would give.
    /// </summary>
    /// <exception cref="InputException">As for <see cref="Best"/>.</exception>
    public static TaskGrouping Random(AffinityMatrix affinity, int groups, Seed seed)
    {
        Check(affinity, groups);
        return Grouping(affinity, RandomPartition.Draw(affinity.Size, groups, seed.Stream()));
    }

    private static OverlappingGrouping Overlapping(AffinityMatrix affinity, int groups)
    {
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
                sum += GroupScore.OfTask(affinity, chosen[group], task);
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
            throw new InputException(
                $"There are {Plural.Of(affinity.Size, "task")}; at most {MaximumTasks} can be grouped.");
        }

        if (groups < 1 || groups > affinity.Size)
        {
            throw new InputException(
                $"{Plural.Of(groups, "group")} cannot be made of {Plural.Of(affinity.Size, "task")}; expected 1 to "
                + $"{affinity.Size}.");
        }
    }
}
