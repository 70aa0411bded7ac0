using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What clients learned of how much each task's loss counts, as one balance for the next round.</summary>
internal static class BalanceMean
{
    /// <summary>
    /// The mean of the weights, by samples as <see cref="FedAvg"/> takes it of the model. The first losses are what the
    /// first round found, for good.
    /// </summary>
    /// <param name="before">What the round began with; null in a stage's first.</param>
    /// <param name="clients">Those that counted, in the order of their names.</param>
    /// <returns>Null where the rule keeps no balance.</returns>
    internal static LossBalance? Of(LossBalance? before, IReadOnlyList<(LossBalance? Balance, int Samples)> clients)
    {
        var kept = clients.Where(client => client.Balance is not null).ToArray();
        return kept.Length == 0
            ? null
            : new LossBalance(
                Mean([.. kept.Select(client => (client.Balance!.Weights, client.Samples))]),
                before?.FirstLosses
                    ?? Mean([.. kept.Select(client => (client.Balance!.FirstLosses!, client.Samples))]));
    }

    private static double[] Mean((IReadOnlyList<double> Values, int Samples)[] clients) =>
    [
        .. Enumerable.Range(0, clients[0].Values.Count).Select(task =>
            clients.Sum(client => client.Values[task] * client.Samples)
                / clients.Sum(client => (double)client.Samples)),
    ];
}
