using Mas.Federation.Affinities;

namespace Mas.Federation.Grouping;

/// <summary>
/// How far clients who lie about affinities could have bent a split: every set of so many of the clients that measured
/// is made to lie, in every round it was drawn, and the groups are chosen again. Liars know the honest matrix and aim
/// at its worst groups.
/// </summary>
public static class LiarTrial
{
    /// <summary>The most liars at a time: there are thousands of sets of three already.</summary>
    public const int MostLiars = 3;

    /// <summary>Tries every lie under every mean.</summary>
    /// <param name="rounds">The rounds the split is chosen by; each tells what its clients measured.</param>
    /// <param name="groups">How many groups are chosen.</param>
    /// <param name="liars">How many clients lie: 1 to <see cref="MostLiars"/>, at most as many as measured.</param>
    public static IReadOnlyList<LieOutcome> Run(
        IReadOnlyDictionary<int, RoundAffinity> rounds, int groups, int liars)
    {
        string[] clients =
        [
            .. rounds.Values.SelectMany(round => round.Clients!).Select(client => client.Client).Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var sets = Sets(clients, liars).ToList();
        return
        [
            .. Lie.All.SelectMany(lie => Enum.GetValues<MeanRule>()
                .Select(mean => Try(rounds, groups, lie, mean, sets))),
        ];
    }

    private static LieOutcome Try(
        IReadOnlyDictionary<int, RoundAffinity> rounds, int groups, Lie lie, MeanRule mean, List<string[]> sets)
    {
        var honest = Matrix(rounds, mean);
        var (best, worst) = (Grouper.Best(honest, groups).Best, Grouper.Worst(honest, groups));
        var groupOf = new int[honest.Size];
        for (var group = 0; group < worst.Groups.Length; group++)
        {
            foreach (var task in worst.Groups[group])
            {
                groupOf[task] = group;
            }
        }

        var chosen = sets.ConvertAll(
            liars => Grouper.Best(Matrix(Told(rounds, lie, liars, groupOf), mean), groups).Groups);
        var room = best.Value - worst.Value;
        var lost = chosen.ConvertAll(each => room == 0 ? 0 : (best.Value - Value(honest, each)) / room);
        return new LieOutcome(
            lie.Name, mean, sets.Count,
            Share(chosen, each => !Same(each, best.Groups)), Share(chosen, each => Same(each, worst.Groups)),
            lost.Average(), lost.Max());
    }

    private static Dictionary<int, RoundAffinity> Told(
        IReadOnlyDictionary<int, RoundAffinity> rounds, Lie lie, string[] liars, int[] groupOf) =>
        rounds.ToDictionary(round => round.Key, round => AffinityHistory.Combine(
        [
            .. round.Value.Clients!.Select(client => liars.Contains(client.Client)
                ? client with { Matrix = lie.Tell(client, round.Key, groupOf) }
                : client),
        ])!);

    private static AffinityMatrix Matrix(IReadOnlyDictionary<int, RoundAffinity> rounds, MeanRule mean)
    {
        var history = new AffinityHistory(rounds.First().Value.Mean.Length, rounds.Count, mean);
        foreach (var (round, affinity) in rounds)
        {
            history.Add(round, affinity);
        }

        return history.Matrix()!;
    }

    private static IEnumerable<string[]> Sets(string[] clients, int size) => size == 0
        ? [[]]
        : clients.SelectMany((first, index) => Sets(clients[(index + 1)..], size - 1)
            .Select(rest => rest.Prepend(first).ToArray()));

    private static double Value(AffinityMatrix affinity, int[][] groups) =>
        groups.Sum(group => GroupScore.Sum(affinity, group)) / affinity.Size;

    private static double Share(List<int[][]> chosen, Func<int[][], bool> which) =>
        (double)chosen.Count(which) / chosen.Count;

    private static bool Same(int[][] left, int[][] right) =>
        left.Zip(right).All(pair => pair.First.SequenceEqual(pair.Second));
}
