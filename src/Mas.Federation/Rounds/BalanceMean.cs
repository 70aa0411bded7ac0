using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>What clients learned of how much each task's loss counts, as one balance for the next round.</summary>
internal static class BalanceMean
{
    /// <summary>
    /// The mean of the weights, by samples as <see cref="FedAvg"/> takes it of the model, scaled to the same sum. A
    /// client that measured nothing of a task has no vote for its weight. A task's first loss is the one that the first
    /// round to measure it found; it stays fixed.
    /// </summary>
    /// <param name="before">What the round began with; null in a stage's first.</param>
    /// <param name="clients">
    /// The clients that counted, in the order of their names: their balance, their samples, and their losses by task.
    /// </param>
    /// <returns>Null where the rule keeps no balance.</returns>
    internal static LossBalance? Of(
        LossBalance? before,
        IReadOnlyList<(LossBalance? Balance, int Samples, IReadOnlyList<MeanLoss> Losses)> clients)
    {
        var kept = clients.Where(client => client.Balance is not null).Select(client => (
            client.Balance!.Weights, First: client.Balance.FirstLosses!, client.Samples, client.Losses)).ToArray();
        if (kept.Length == 0)
        {
            return null;
        }

        var tasks = kept[0].Weights.Count;
        var weights = new double[tasks];
        var first = new double?[tasks];
        for (var task = 0; task < tasks; task++)
        {
            var voters = kept.Where(client => client.Losses[task].Pixels > 0).ToArray();
            weights[task] = Mean((voters.Length > 0 ? voters : kept)
                .Select(client => (client.Weights[task], client.Samples)));
            first[task] = before?.FirstLosses?[task] ?? (voters.Length > 0
                ? Mean(voters.Select(client => (client.First[task]!.Value, client.Samples))) : null);
        }

        var scale = tasks / weights.Sum();
        return new LossBalance([.. weights.Select(weight => weight * scale)], first);
    }

    private static double Mean(IEnumerable<(double Value, int Samples)> votes) =>
        votes.Sum(vote => vote.Value * vote.Samples) / votes.Sum(vote => (double)vote.Samples);
}
