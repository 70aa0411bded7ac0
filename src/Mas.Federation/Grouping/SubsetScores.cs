using System.Numerics;
using Mas.Federation.Affinities;

namespace Mas.Federation.Grouping;

/// <summary>
/// The scores of all 2^n groups as whole numbers, so that they add up without rounding and a tie is a true tie.
/// Affinities are rounded to twelve decimals and scaled by the least common multiple of 1 to n - 1, the divisors of
/// the means; groups are bit masks. (Only matrices with elements beyond 10^18 are rounded more coarsely, to fit.)
/// </summary>
internal static class SubsetScores
{
    private const int Decimals = 12;
    private const int LargestExponent = 30;

    /// <summary>By group, the sum of its tasks' scores.</summary>
    internal static Int128[] OfGroups(AffinityMatrix affinity)
    {
        var (whole, multiple) = Whole(affinity);
        var incoming = IncomingSums(whole, affinity.Size);
        var scores = new Int128[1 << affinity.Size];
        for (var group = 1; group < scores.Length; group++)
        {
            foreach (var task in Bits(group))
            {
                scores[group] += Score(whole, incoming[task], multiple, group, task, affinity.Size);
            }
        }

        return scores;
    }

    /// <summary>
    /// By set of tasks, the best sum of scores a single group can serve it with: the group has those tasks and
    /// perhaps others, which help but are served elsewhere. A task alone counts what the diagonal says.
    /// </summary>
    /// <returns>
    /// The sums, and by set the group that reaches it: the one with the fewest tasks, then the lowest mask.
    /// </returns>
    internal static (Int128[] Scores, int[] Groups) OfServedSets(AffinityMatrix affinity)
    {
        var size = affinity.Size;
        var (whole, multiple) = Whole(affinity);
        var incoming = IncomingSums(whole, size);
        var scores = new Int128[1 << size];
        var groups = new int[1 << size];
        Array.Fill(scores, Int128.MinValue);
        scores[0] = 0;
        var served = new Int128[1 << size];
        var scoreOf = new Int128[size];
        foreach (var group in Enumerable.Range(1, (1 << size) - 1).OrderBy(mask => BitOperations.PopCount((uint)mask)))
        {
            foreach (var task in Bits(group))
            {
                scoreOf[task] = Score(whole, incoming[task], multiple, group, task, size);
            }

            // Subsets in ascending order, so that each is one task more than one already summed.
            for (var set = (0 - group) & group; set != 0; set = (set - group) & group)
            {
                served[set] = served[set & (set - 1)] + scoreOf[BitOperations.TrailingZeroCount(set)];
                if (served[set] > scores[set])
                {
                    scores[set] = served[set];
                    groups[set] = group;
                }
            }
        }

        return (scores, groups);
    }

    /// <summary>The indices of the bits of <paramref name="mask"/>, ascending.</summary>
    internal static IEnumerable<int> Bits(int mask)
    {
        for (; mask != 0; mask &= mask - 1)
        {
            yield return BitOperations.TrailingZeroCount(mask);
        }
    }

    private static Int128 Score(Int128[] whole, Int128[] incoming, int multiple, int group, int task, int size)
    {
        var others = group & ~(1 << task);
        return others == 0
            ? whole[task * size + task] * multiple
            : incoming[others] * (multiple / BitOperations.PopCount((uint)others));
    }

    // By task j and set of others, the sum over i in the set of the affinity of i on j.
    private static Int128[][] IncomingSums(Int128[] whole, int size)
    {
        var sums = new Int128[size][];
        for (var task = 0; task < size; task++)
        {
            sums[task] = new Int128[1 << size];
            for (var set = 1; set < 1 << size; set++)
            {
                var other = BitOperations.TrailingZeroCount(set);
                sums[task][set] = sums[task][set & (set - 1)] + whole[other * size + task];
            }
        }

        return sums;
    }

    private static (Int128[] Whole, int Multiple) Whole(AffinityMatrix affinity)
    {
        var elements = affinity.ToRows().SelectMany(row => row.Select(element => element ?? 0)).ToArray();
        var largest = elements.Max(Math.Abs);
        var exponent = largest == 0 ? 0 : (int)Math.Ceiling(Math.Log10(largest));
        var scale = Math.Pow(10, Math.Min(Decimals, LargestExponent - exponent));
        var multiple = 1;
        for (var divisor = 2; divisor < affinity.Size; divisor++)
        {
            multiple = multiple / (int)BigInteger.GreatestCommonDivisor(multiple, divisor) * divisor;
        }

        return ([.. elements.Select(element => (Int128)Math.Round(element * scale))], multiple);
    }
}
