namespace Mas.Federation.Affinities;

/// <summary>
/// The affinities of a run, round by round, and the matrix its split is chosen by: the mean over the first rounds that
/// probed (MAS, ICCV 2023: ten are enough). A round added again replaces the one before. Not thread-safe.
/// </summary>
/// <param name="size">The number of tasks.</param>
/// <param name="probeRounds">How many rounds with probes the matrix is the mean of, at most.</param>
public sealed class AffinityHistory(int size, int probeRounds)
{
    private readonly SortedDictionary<int, RoundAffinity> _rounds = [];

    /// <summary>Every round that probed, by its number.</summary>
    public IReadOnlyDictionary<int, RoundAffinity> Rounds => _rounds;

    /// <summary>The numbers of the rounds the matrix is the mean of, ascending.</summary>
    public IReadOnlyList<int> UsedRounds => [.. _rounds.Keys.Take(probeRounds)];

    /// <summary>What the clients of one round measured together, or null where none of them probed.</summary>
    /// <param name="clients">In a fixed order: by name, so that the mean has the same bits every time.</param>
    public static RoundAffinity? Combine(IReadOnlyList<ClientAffinity> clients)
    {
        if (clients.Count == 0)
        {
            return null;
        }

        var matrices = clients.Select(client => client.Matrix).ToList();
        return new RoundAffinity(
            Each(matrices[0].Length, (row, column) => matrices.Average(matrix => matrix[row][column])),
            Each(matrices[0].Length, (row, column) => Deviation(matrices.ConvertAll(matrix => matrix[row][column]))),
            clients.Sum(client => client.Probes))
        {
            Clients = clients,
        };
    }

    /// <summary>Adds what a round measured.</summary>
    /// <exception cref="ArgumentException">The matrix is not of this many tasks.</exception>
    public void Add(int round, RoundAffinity affinity)
    {
        if (affinity.Mean.Length != size)
        {
            throw new ArgumentException(
                $"Round {round} brings an affinity of {affinity.Mean.Length} tasks to a history of {size}.",
                nameof(affinity));
        }

        _rounds[round] = affinity;
    }

    /// <summary>The mean over <see cref="UsedRounds"/>, or null where no round probed.</summary>
    public AffinityMatrix? Matrix()
    {
        var used = Used();
        return used.Count == 0
            ? null
            : AffinityMatrix.FromMeasurements(
                Each(size, (row, column) => used.Average(round => round.Mean[row][column])));
    }

    /// <summary>
    /// Standard deviation between the clients of a round, as root mean square over <see cref="UsedRounds"/>, element by
    /// element; null where no round probed.
    /// </summary>
    public double[][]? Spread()
    {
        var used = Used();
        return used.Count == 0
            ? null
            : Each(size, (row, column) => Math.Sqrt(used.Average(round => Math.Pow(round.Spread[row][column], 2))));
    }

    private List<RoundAffinity> Used() => [.. _rounds.Values.Take(probeRounds)];

    // The sample standard deviation; a single client spreads by nothing.
    private static double Deviation(List<double> values)
    {
        if (values.Count < 2)
        {
            return 0;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static double[][] Each(int size, Func<int, int, double> element) =>
    [
        .. Enumerable.Range(0, size).Select(row =>
            Enumerable.Range(0, size).Select(column => element(row, column)).ToArray()),
    ];
}
