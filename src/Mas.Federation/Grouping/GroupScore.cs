using Mas.Federation.Affinities;

namespace Mas.Federation.Grouping;

/// <summary>
/// How good a group is (TAG, Fifty et al., NeurIPS 2021; MAS, ICCV 2023): every task of a group scores the mean
/// affinity of the group's other tasks to it, a task alone its self-affinity; an unknown affinity counts as 0. The
/// value of a grouping is the mean over all tasks of the score of the task in its group.
/// </summary>
public static class GroupScore
{
    /// <summary>The sum over the tasks of <paramref name="group"/> of their scores in it.</summary>
    /// <param name="affinity">The matrix.</param>
    /// <param name="group">Indices of tasks, each once; at least one.</param>
    public static double Sum(AffinityMatrix affinity, ReadOnlySpan<int> group)
    {
        var sum = 0.0;
        foreach (var task in group)
        {
            sum += OfTask(affinity, group, task);
        }

        return sum;
    }

    /// <summary>The score of <paramref name="task"/> in <paramref name="group"/>, of which it is one.</summary>
    public static double OfTask(AffinityMatrix affinity, ReadOnlySpan<int> group, int task)
    {
        if (group.Length == 1)
        {
            return affinity.Counted(task, task);
        }

        var sum = 0.0;
        foreach (var other in group)
        {
            if (other != task)
            {
                sum += affinity.Counted(other, task);
            }
        }

        return sum / (group.Length - 1);
    }
}
