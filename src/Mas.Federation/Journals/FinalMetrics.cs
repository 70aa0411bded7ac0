using Mas.Federation.Runs;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;

namespace Mas.Federation.Journals;

/// <summary>The metrics of a run's final models, read from its journal.</summary>
public static class FinalMetrics
{
    /// <summary>The metrics of a task's final models, by name, its loss first.</summary>
    /// <returns>Null where the journal has none.</returns>
    public static IReadOnlyDictionary<string, MetricResult>? Of(RunHistory history, LearningTask task)
    {
        var found = history.FinalEvaluations(task.Mark, SplitNames.Test);
        var own = found.Select(each => each.Sums?.GetValueOrDefault(task.Mark)).ToArray();
        var clients = found.SelectMany(each => each.Clients ?? []).ToArray();
        if (own.Length == 0 || own.Contains(null))
        {
            return null;
        }

        var constant = history.Constants?.Sums?.GetValueOrDefault(SplitNames.Test)?.GetValueOrDefault(task.Mark) is { } sums
            ? MetricSums.Values(task, sums).ToDictionary(metric => metric.Metric.Name, metric => metric.Value) : [];
        constant[ClientMetrics.Loss] =
            history.Constants?.Losses.GetValueOrDefault(SplitNames.Test)?.GetValueOrDefault(task.Mark);
        return MetricSums.Values(task, MetricSums.Over(own.OfType<IReadOnlyList<double>>()))
            .Prepend((
                new Metric(ClientMetrics.Loss, ClientMetrics.Loss, "", HigherIsBetter: false),
                Evaluated.Mean(found, task.Mark).Value))
            .ToDictionary(metric => metric.Item1.Name, metric => Of(
                metric.Item1, metric.Item2, constant.GetValueOrDefault(metric.Item1.Name), clients, task));
    }

    private static MetricResult Of(
        Metric metric, double? value, double? constant, IReadOnlyList<ClientMetrics> clients, LearningTask task)
    {
        var values = clients
            .Select(client => (client.Client, Value: client.Tasks.GetValueOrDefault(task.Mark)?.GetValueOrDefault(metric.Name)))
            .Where(client => client.Value is not null).Select(client => (client.Client, Value: client.Value!.Value))
            .ToArray();
        if (values.Length == 0)
        {
            return new MetricResult(value, constant, null, null, null);
        }

        var worst = metric.HigherIsBetter
            ? values.MinBy(client => client.Value) : values.MaxBy(client => client.Value);
        var mean = values.Average(client => client.Value);
        var squares = values.Sum(client => (client.Value - mean) * (client.Value - mean));
        return new MetricResult(
            value, constant, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : null, worst.Value,
            worst.Client);
    }
}
