using Mas.Engine.Randomness;

namespace Mas.Federation.Grouping;

/// <summary>Draws a partition uniformly among all into a number of groups.</summary>
internal static class RandomPartition
{
    /// <summary>
    /// Places the tasks one by one, the last first: the share of partitions in which a task joins one of the groups
    /// that the tasks before it form, or stands alone, follows from the Stirling numbers S(n, k) = k S(n - 1, k) + S(n -
    /// 1, k - 1).
    /// </summary>
    /// <param name="size">n, 1 to 16.</param>
    /// <param name="groups">k, 1 to n.</param>
    /// <param name="draws">Where the draws come from.</param>
    /// <returns>Groups as bit masks, in the order of their first tasks.</returns>
    internal static int[] Draw(int size, int groups, RandomStream draws)
    {
        // By task, the number of the group it joins among those of the tasks before it, or -1 where it opens one.
        var joins = new int[size];
        for (var (task, left) = (size - 1, groups); task >= 0; task--)
        {
            // Together S(task + 1, left), at most S(16, 7) = 3,281,882,604: a draw of 53 bits tells them apart.
            double joining = left * Partitions(task, left), opening = Partitions(task, left - 1);
            if (draws.NextDouble() * (joining + opening) < opening)
            {
                joins[task] = -1;
                left--;
            }
            else
            {
                joins[task] = draws.Next(left);
            }
        }

        var masks = new List<int>();
        for (var task = 0; task < size; task++)
        {
            if (joins[task] < 0)
            {
                masks.Add(1 << task);
            }
            else
            {
                masks[joins[task]] |= 1 << task;
            }
        }

        return [.. masks];
    }

    /// <summary>S(n, k): how many partitions of n things into k groups there are.</summary>
    private static double Partitions(int things, int groups) => (things, groups) switch
    {
        (0, 0) => 1,
        _ when things <= 0 || groups <= 0 || groups > things => 0,
        _ => (groups * Partitions(things - 1, groups)) + Partitions(things - 1, groups - 1),
    };
}
