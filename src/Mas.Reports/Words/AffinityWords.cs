using Mas.Federation.Affinities;
using Mas.Learning;

namespace Mas.Reports.Words;

/// <summary>What a reader needs to know about the affinities by which groups were chosen, in sentences.</summary>
public static class AffinityWords
{
    private const int MostPairs = 8;

    /// <summary>
    /// That no task helps another, and which pairs were not measured and how they count; empty if neither applies.
    /// </summary>
    /// <param name="affinity">The affinities.</param>
    /// <param name="names">What to call the tasks, in the order of the matrix.</param>
    public static IReadOnlyList<string> Remarks(AffinityMatrix affinity, IReadOnlyList<string> names) =>
        [.. NoHelp(affinity), .. Unknown(affinity, names)];

    private static IEnumerable<string> NoHelp(AffinityMatrix affinity)
    {
        var known = affinity.OffDiagonal().OfType<double>().ToList();
        if (known.Count > 0 && known.Max() <= 0)
        {
            yield return "No task helps another: none of the measured affinities is above 0. Training these tasks "
                + "together saves cost, but do not expect lower losses than from training each alone.";
        }
    }

    private static IEnumerable<string> Unknown(AffinityMatrix affinity, IReadOnlyList<string> names)
    {
        var unknown = affinity.UnknownPairs();
        if (unknown.Count == 0)
        {
            yield break;
        }

        var all = 2 * (affinity.Size - 1);
        var unmeasured = Enumerable.Range(0, affinity.Size)
            .Where(task => unknown.Count(pair => pair.From == task || pair.To == task) == all).ToList();
        var others = unknown.Where(pair => !unmeasured.Contains(pair.From) && !unmeasured.Contains(pair.To)).ToList();
        string[] named =
        [
            .. unmeasured.Select(task => $"every pair with {names[task]}"),
            .. others.Take(MostPairs).Select(pair => $"{names[pair.From]} on {names[pair.To]}"),
            .. others.Count > MostPairs ? [$"{others.Count - MostPairs} other pairs"] : Array.Empty<string>(),
        ];
        yield return $"Not measured: {WordList.Of(named)}. In the choice of groups they "
            + "count as 0, neither help nor harm.";
    }
}
