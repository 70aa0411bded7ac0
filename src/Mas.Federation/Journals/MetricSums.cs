using Mas.Learning.Metrics;
using Mas.Learning.Tasks;

namespace Mas.Federation.Journals;

/// <summary>The sums of a task's metrics: what evaluations record, so that those of several can be added up.</summary>
internal static class MetricSums
{
    /// <summary>The sums of all parts, added up in their order; at least one.</summary>
    internal static IReadOnlyList<double> Over(IEnumerable<IReadOnlyList<double>> parts)
    {
        double[]? sums = null;
        foreach (var part in parts)
        {
            sums ??= new double[part.Count];
            for (var place = 0; place < sums.Length; place++)
            {
                sums[place] += part[place];
            }
        }

        return sums ?? throw new ArgumentException("There is nothing to add up.", nameof(parts));
    }

    /// <summary>The metrics of a task; none where the sums are another version's.</summary>
    internal static IEnumerable<(Metric Metric, double? Value)> Values(LearningTask task, IReadOnlyList<double> sums) =>
        sums.Count == task.Metrics.SumCount(task.Outputs)
            ? task.Metrics.Metrics.Zip(task.Metrics.Values([.. sums], task.Outputs)) : [];
}
