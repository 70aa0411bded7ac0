namespace Mas.Learning.Training;

/// <summary>
/// How much each task's loss counts, as GradNorm learns it (Chen et al., ICML 2018). Plain data: a client keeps nothing
/// between rounds, so the server sends the balance along with the model and averages what comes back. Lists are in the
/// order of the order's tasks.
/// </summary>
/// <param name="Weights">A weight a task, each above 0; they add up to the number of tasks.</param>
/// <param name="FirstLosses">
/// Each task's loss in the first step that measured it, the reference for training rates; null for a task not measured
/// yet, and null as a whole before any step.
/// </param>
public sealed record LossBalance(IReadOnlyList<double> Weights, IReadOnlyList<double?>? FirstLosses)
{
    /// <summary>The learning rate of the weights, as the publication is remembered; not checked against it.</summary>
    private const double LearningRate = 0.025;

    /// <summary>
    /// The least weight. A step of the weights knows no bounds, but a loss that counts less than nothing would be
    /// made worse on purpose.
    /// </summary>
    private const double LeastWeight = 1e-3;

    /// <summary>All tasks count alike; nothing has been trained yet.</summary>
    internal static LossBalance Even(int tasks) => new([.. Enumerable.Repeat(1.0, tasks)], null);

    /// <summary>
    /// The balance after a step. With G_i = w_i times the norm of task i's gradient, and r_i its loss, as a share of
    /// its first, over the mean of those shares: the weights go against the gradient of the sum over i of
    /// |G_i - mean(G) r_i^restoring|, the second term held constant, and are then scaled to the same sum.
    /// </summary>
    /// <param name="norms">By task, the norm of its own loss's gradient at the last shared layer, unweighted.</param>
    /// <param name="losses">
    /// By task, its loss, unweighted. A task of which nothing was measured keeps its weight and has no say in the
    /// means.
    /// </param>
    /// <param name="restoring">How strongly tasks are pulled to one training rate; alpha.</param>
    internal LossBalance Next(ReadOnlySpan<double> norms, ReadOnlySpan<MeanLoss> losses, double restoring)
    {
        var first = new double?[losses.Length];
        double[] shares = new double[losses.Length], weighted = new double[losses.Length];
        var measured = new List<int>(losses.Length);
        for (var task = 0; task < losses.Length; task++)
        {
            first[task] = FirstLosses?[task] ?? losses[task].Value;
            if (losses[task].Value is { } loss)
            {
                shares[task] = first[task] is { } begin and not 0 ? loss / begin : 1;
                weighted[task] = Weights[task] * norms[task];
                measured.Add(task);
            }
        }

        if (measured.Count == 0)
        {
            return this with { FirstLosses = first };
        }

        var (meanShare, meanNorm) = (measured.Average(task => shares[task]), measured.Average(task => weighted[task]));
        var moved = Weights.ToArray();
        foreach (var task in measured)
        {
            // Every loss at nothing: all tasks have come equally far.
            var rate = meanShare == 0 ? 1 : shares[task] / meanShare;
            var excess = weighted[task] - (meanNorm * Math.Pow(rate, restoring));
            var direction = excess > 0 ? 1 : excess < 0 ? -1 : 0;
            moved[task] = Math.Max(Weights[task] - (LearningRate * direction * norms[task]), LeastWeight);
        }

        var kept = Enumerable.Range(0, moved.Length).Except(measured).Sum(task => moved[task]);
        var scale = (moved.Length - kept) / measured.Sum(task => moved[task]);
        foreach (var task in measured)
        {
            moved[task] *= scale;
        }

        return new LossBalance(moved, first);
    }
}
