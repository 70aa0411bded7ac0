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
    /// <param name="updates">The updates that counted, in the order of their clients' names.</param>
    /// <param name="vote">
    /// Makes one number of several, each with the examples of the task of the client it is from.
    /// </param>
    /// <returns>Null where the step keeps no balance.</returns>
    internal static LossBalance? Of(
        LossBalance? before,
        IReadOnlyList<Update> updates,
        Func<IReadOnlyList<(double Value, int Samples)>, double> vote)
    {
        var kept = updates.Where(update => update.Balance is not null).ToArray();
        if (kept.Length == 0)
        {
            return null;
        }

        var tasks = kept[0].Balance!.Weights.Count;
        var weights = new double[tasks];
        var first = new double?[tasks];
        for (var task = 0; task < tasks; task++)
        {
            var voters = kept.Where(update => update.Losses[task].Pixels > 0).ToArray();
            weights[task] = voters.Length > 0
                ? vote([.. voters.Select(update => (update.Balance!.Weights[task], update.ExamplesOf(task)))])
                : vote([.. kept.Select(update => (update.Balance!.Weights[task], update.Samples))]);
            first[task] = before?.FirstLosses?[task] ?? (voters.Length > 0
                ? vote([.. voters.Select(update => (update.Balance!.FirstLosses![task]!.Value, update.ExamplesOf(task)))])
                : null);
        }

        var scale = tasks / weights.Sum();
        return new LossBalance([.. weights.Select(weight => weight * scale)], first);
    }
}
