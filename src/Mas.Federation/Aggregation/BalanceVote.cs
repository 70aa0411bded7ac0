using Mas.Learning.Training;

namespace Mas.Federation.Aggregation;

/// <summary>What clients learned of how much each task's loss counts, as one balance for the next round.</summary>
internal static class BalanceVote
{
    /// <summary>
    /// One balance of the clients' weights, by the rule that made one model of theirs, scaled to the same sum. A
    /// client that measured nothing of a task has no vote for its weight. A task's first loss is the one that the first
    /// round to measure it found; it stays fixed.
    /// </summary>
    /// <param name="before">What the round began with; null in a stage's first.</param>
    /// <param name="clients">
    /// The clients that counted, in the order of their names: their balance, their samples, and their losses by task.
    /// </param>
    /// <param name="vote">Makes one number of several, each with the samples of the client it is from.</param>
    /// <returns>Null where the step keeps no balance.</returns>
    internal static LossBalance? Of(
        LossBalance? before,
        IReadOnlyList<(LossBalance? Balance, int Samples, IReadOnlyList<MeanLoss> Losses)> clients,
        Func<IReadOnlyList<(double Value, int Samples)>, double> vote)
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
            weights[task] = vote([.. (voters.Length > 0 ? voters : kept)
                .Select(client => (client.Weights[task], client.Samples))]);
            first[task] = before?.FirstLosses?[task] ?? (voters.Length > 0
                ? vote([.. voters.Select(client => (client.First[task]!.Value, client.Samples))]) : null);
        }

        var scale = tasks / weights.Sum();
        return new LossBalance([.. weights.Select(weight => weight * scale)], first);
    }
}
