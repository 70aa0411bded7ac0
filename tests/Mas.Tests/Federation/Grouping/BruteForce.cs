using System.Numerics;
using Mas.Federation.Affinities;

namespace Mas.Tests.Federation.Grouping;

/// <summary>Every partition, one by one, scored in exact fractions of decimals: the slow twin of the search.</summary>
internal static class BruteForce
{
    /// <summary>All partitions of 0 to n - 1 into exactly x groups, each in canonical form.</summary>
    internal static IEnumerable<int[][]> Partitions(int size, int groups)
    {
        return Place(0, []).Where(partition => partition.Length == groups);

        IEnumerable<int[][]> Place(int task, List<List<int>> placed)
        {
            if (task == size)
            {
                yield return [.. placed.Select(group => group.ToArray())];
                yield break;
            }

            for (var index = 0; index <= placed.Count; index++)
            {
                if (index == placed.Count)
                {
                    placed.Add([task]);
                }
                else
                {
                    placed[index].Add(task);
                }

                foreach (var partition in Place(task + 1, placed))
                {
                    yield return partition;
                }

                placed[index].RemoveAt(placed[index].Count - 1);
                if (placed[index].Count == 0)
                {
                    placed.RemoveAt(index);
                }
            }
        }
    }

    /// <summary>The partitions from best to worst, ties in the order of the dictionary.</summary>
    internal static List<int[][]> Ranked(AffinityMatrix affinity, int groups) =>
    [
        .. Partitions(affinity.Size, groups)
            .OrderByDescending(partition => Score(affinity, partition))
            .ThenBy(partition => partition, Comparer<int[][]>.Create(InDictionary)),
    ];

    /// <summary>10^12 x lcm(1..15) x the sum of all tasks' scores, for elements of at most twelve decimals.</summary>
    internal static BigInteger Score(AffinityMatrix affinity, int[][] partition)
    {
        var sum = BigInteger.Zero;
        foreach (var group in partition)
        {
            foreach (var task in group)
            {
                if (group.Length == 1)
                {
                    sum += 360360 * Whole(affinity[task, task]);
                }

                foreach (var other in group.Where(other => other != task))
                {
                    sum += 360360 / (group.Length - 1) * Whole(affinity[other, task]);
                }
            }
        }

        return sum;
    }

    internal static int InDictionary(int[][] left, int[][] right)
    {
        for (var group = 0; group < Math.Min(left.Length, right.Length); group++)
        {
            var order = left[group].AsSpan().SequenceCompareTo(right[group]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length - right.Length;
    }

    private static BigInteger Whole(double? element) => new(Math.Round((element ?? 0) * 1e12));
}
