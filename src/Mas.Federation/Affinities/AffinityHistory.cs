using Mas.Learning;

namespace Mas.Federation.Affinities;

/// <summary>
/// The affinities of a run, round by round, and the matrix its split is chosen by: the mean over the first rounds that
/// probed (MAS, ICCV 2023: ten are enough). Means are taken element by element over the clients that measured the
/// element; the others have no vote. A round added again replaces the one before. Not thread-safe.
/// </summary>
/// <param name="size">The number of tasks.</param>
/// <param name="probeRounds">How many rounds with probes the matrix is the mean of, at most.</param>
/// <param name="mean">Which mean.</param>
public sealed class AffinityHistory(int size, int probeRounds, MeanRule mean = MeanRule.Plain)
{
    private readonly SortedDictionary<int, RoundAffinity> _rounds = [];

    /// <summary>Every round that probed, by its number.</summary>
    public IReadOnlyDictionary<int, RoundAffinity> Rounds => _rounds;

    /// <summary>The numbers of the rounds the matrix is the mean of, ascending.</summary>
    public IReadOnlyList<int> UsedRounds => [.. _rounds.Keys.Take(probeRounds)];

    /// <summary>What the clients of one round measured together, or null where none measured a pair.</summary>
    /// <param name="clients">In a fixed order: by name, so that the mean has the same bits every time.</param>
    public static RoundAffinity? Combine(IReadOnlyList<ClientAffinity> clients)
    {
        if (clients.Count == 0)
        {
            return null;
        }

        var matrices = clients.Select(client => client.Matrix).ToList();
        var size = matrices[0].Length;
        var mean = AffinityMatrix.FromMeasurements(
            Each(size, (row, column) => matrices.Average(matrix => matrix[row][column])));
        return size > 1 && mean.UnknownPairs().Count == size * (size - 1) ? null : new RoundAffinity(
            mean.ToRows(),
            Each(size, (row, column) => Deviation(
                [.. matrices.Select(matrix => matrix[row][column]).OfType<double>()])),
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
                $"Round {round} brings an affinity of {Plural.Of(affinity.Mean.Length, "task")} to a history of "
                + $"{size}.",
                nameof(affinity));
        }

        _rounds[round] = affinity;
    }

    /// <summary>The mean over <see cref="UsedRounds"/>, or null where no round probed.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="MatrixAfter"/>.</exception>
    public AffinityMatrix? Matrix() => _rounds.Count == 0 ? null : MatrixAfter(UsedRounds.Count);

    /// <summary>The mean over the first of <see cref="UsedRounds"/>.</summary>
    /// <param name="rounds">How many of them; at least 1.</param>
    /// <exception cref="InvalidOperationException">
    /// The mean is to be trimmed, and a round does not tell what each client measured.
    /// </exception>
    public AffinityMatrix MatrixAfter(int rounds)
    {
        var used = Used()[..rounds];
        return AffinityMatrix.FromMeasurements(mean == MeanRule.Trimmed
            ? Trimmed(used)
            : Each(size, (row, column) => used.Average(round => round.Mean[row][column])));
    }

    /// <summary>
    /// Standard deviation between the clients of a round, as root mean square over those of <see cref="UsedRounds"/> in
    /// which two clients or more measured it, element by element; an element is null where there is no such round, or
    /// null as a whole if no round probed.
    /// </summary>
    public double?[][]? Spread()
    {
        var used = Used();
        return used.Count == 0
            ? null
            : Each(size, (row, column) => used.Average(round => round.Spread[row][column] * round.Spread[row][column])
                is { } square ? Math.Sqrt(square) : null);
    }

    private List<RoundAffinity> Used() => [.. _rounds.Values.Take(probeRounds)];

    private double?[][] Trimmed(List<RoundAffinity> rounds)
    {
        var votes = rounds
            .SelectMany(round => round.Clients ?? throw new InvalidOperationException(
                "A round does not record what each client measured, so the mean cannot be trimmed."))
            .GroupBy(client => client.Client, client => client.Matrix)
            .Select(own => Each(size, (row, column) => own.Average(matrix => matrix[row][column])))
            .ToList();
        return Each(size, (row, column) => TrimmedMean.Of(votes.Select(vote => vote[row][column]).OfType<double>()));
    }

    // The sample standard deviation; how far a single client would differ from others is not known.
    private static double? Deviation(List<double> values)
    {
        if (values.Count < 2)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static double?[][] Each(int size, Func<int, int, double?> element) =>
    [
        .. Enumerable.Range(0, size).Select(row =>
            Enumerable.Range(0, size).Select(column => element(row, column)).ToArray()),
    ];
}
