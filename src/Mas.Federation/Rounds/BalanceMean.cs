using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What clients learned of how much each task's loss counts, as one balance for the next round.</summary>
internal static class BalanceMean
{
    /// <summary>
    /// The mean of the weights, by samples as <see cref="FedAvg"/> takes it of the model. A task's first loss is what the
    /// first round that measured it found, for good.
    /// </summary>
    /// <param name="before">What the round began with; null in a stage's first.</param>
    /// <param name="clients">Those that counted, in the order of their names.</param>
    /// <returns>Null where the rule keeps no balance.</returns>
    internal static LossBalance? Of(LossBalance? before, IReadOnlyList<(LossBalance? Balance, int Samples)> clients)
    {
        var kept = clients.Where(client => client.Balance is not null)
            .Select(client => (client.Balance!.Weights, First: client.Balance.FirstLosses!, client.Samples)).ToArray();
        if (kept.Length == 0)
        {
            return null;
        }

        var tasks = Enumerable.Range(0, kept[0].Weights.Count);
        return new LossBalance(
            [.. tasks.Select(task => Mean(kept.Select(client => (client.Weights[task], client.Samples))))],
            [
                .. tasks.Select(task => before?.FirstLosses?[task] ?? (kept.Any(client => client.First[task] is not null)
                    ? Mean(from client in kept
                           where client.First[task] is not null
                           select (client.First[task]!.Value, client.Samples))
                    : (double?)null)),
            ]);
    }

    private static double Mean(IEnumerable<(double Value, int Samples)> votes) =>
        votes.Sum(vote => vote.Value * vote.Samples) / votes.Sum(vote => (double)vote.Samples);
}
