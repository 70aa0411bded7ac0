using System.Numerics;

namespace Mas.Federation.Grouping;

/// <summary>
/// The best and the second-best partition of n tasks into 1 to x groups, exactly, by dynamic programming over
/// subsets: the group of a set's first task is tried with every partition of the rest, in O(x 3^(n - 1)).
/// Of two partitions of equal score the one earlier in the dictionary comes first: groups in the order of their first
/// tasks, compared one by one, each task by task, a group before those that continue it.
/// </summary>
internal sealed class PartitionSearch
{
    // Low enough that no sum with a score is taken for a partition, high enough that such a sum does not overflow.
    private static readonly Int128 _none = Int128.MinValue / 4;
    private static readonly Int128 _lowest = Int128.MinValue / 8;

    private readonly Int128[] _scores;
    private readonly int _all;

    // By number of groups - 1 and set of tasks, the scores of the best partition and of the second-best.
    private readonly List<Int128[]> _best = [];
    private readonly List<Int128[]> _second = [];

    /// <summary>Searches.</summary>
    /// <param name="scores">By bit mask of tasks, the score of that group; 2^n of them.</param>
    /// <param name="maximumGroups">x, 1 to n.</param>
    internal PartitionSearch(Int128[] scores, int maximumGroups)
    {
        _scores = scores;
        _all = scores.Length - 1;
        _best.Add(scores);
        _second.Add(Nothing());
        for (var groups = 2; groups <= maximumGroups; groups++)
        {
            _best.Add(Nothing());
            _second.Add(Nothing());

            // Whatever remains once the first group is taken lacks task 0, bit 0; the last layer needs the whole alone.
            for (var set = 2; set < _all && groups < maximumGroups; set += 2)
            {
                if (BitOperations.PopCount((uint)set) >= groups)
                {
                    Solve(set, groups);
                }
            }

            Solve(_all, groups);
        }
    }

    /// <summary>The score of the best partition into exactly <paramref name="groups"/> groups.</summary>
    internal Int128 BestScore(int groups) => _best[groups - 1][_all];

    /// <summary>The best partition into exactly <paramref name="groups"/> groups, as bit masks.</summary>
    internal int[] Best(int groups) => OfScore(_all, groups, BestScore(groups)).First();

    /// <summary>The best of all others, or null where there is no other.</summary>
    internal int[]? RunnerUp(int groups)
    {
        var score = _second[groups - 1][_all];
        if (score < _lowest)
        {
            return null;
        }

        // Where both have one score, the first partition of that score is the best itself.
        return OfScore(_all, groups, score).Skip(score == BestScore(groups) ? 1 : 0).First();
    }

    private void Solve(int set, int groups)
    {
        var restBest = _best[groups - 2];
        var restSecond = _second[groups - 2];
        var (best, second) = (_none, _none);
        var first = set & -set;
        var others = set ^ first;

        // Every subset of the others but all of them joins the first task; at least one remains for other groups.
        for (var rest = others; rest != 0; rest = (rest - 1) & others)
        {
            var score = _scores[set ^ rest];
            var sum = score + restBest[rest];
            if (sum > best)
            {
                var next = score + restSecond[rest];
                second = next > best ? next : best;
                best = sum;
            }
            else if (sum > second)
            {
                second = sum;
            }
        }

        _best[groups - 1][set] = best < _lowest ? _none : best;
        _second[groups - 1][set] = second < _lowest ? _none : second;
    }

    // All partitions of exactly this score, a best or second-best one, in the order of the dictionary. Sums are exact,
    // so a rest must be the best or second-best of its own set.
    private IEnumerable<int[]> OfScore(int set, int groups, Int128 score)
    {
        if (groups == 1)
        {
            yield return [set];
            yield break;
        }

        var first = set & -set;
        foreach (var group in Continuations(first, set ^ first))
        {
            var rest = set ^ group;
            var left = score - _scores[group];
            if (rest == 0 || (left != _best[groups - 2][rest] && left != _second[groups - 2][rest]))
            {
                continue;
            }

            foreach (var partition in OfScore(rest, groups - 1, left))
            {
                yield return [group, .. partition];
            }
        }
    }

    // The group and all that continue it with some of the candidates, in the order of the dictionary.
    private static IEnumerable<int> Continuations(int group, int candidates)
    {
        yield return group;
        while (candidates != 0)
        {
            var next = candidates & -candidates;
            candidates ^= next;
            foreach (var continued in Continuations(group | next, candidates))
            {
                yield return continued;
            }
        }
    }

    private Int128[] Nothing()
    {
        var nothing = new Int128[_scores.Length];
        Array.Fill(nothing, _none);
        return nothing;
    }
}
