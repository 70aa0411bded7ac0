using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Learning.Metrics;
using Mas.Learning.Tasks;
using Mas.Reports.Stories;
using Mas.Reports.Tables;

namespace Mas.Reports.Words;

/// <summary>A run's metrics on the test views as the report, the terminal and the dashboard show them.</summary>
public static class MetricsTable
{
    /// <summary>What the columns mean, for readers.</summary>
    public const string HowToRead =
        "Metrics are over all measured pixels of all clients; ± is how far clients differ (standard deviation), and the "
        + "worst client is the one that the model serves worst. The best constant is the one of the lowest loss.";

    /// <summary>
    /// A row per task and metric: of the best constant and of the trained model over all clients, how far clients differ,
    /// and the client that the model serves worst. A metric that the run's version of Mas did not measure has no row.
    /// </summary>
    /// <param name="story">The run.</param>
    /// <param name="leading">Whether each task has its first metric alone.</param>
    /// <returns>Null where the journal has none.</returns>
    public static TextTable? Of(RunStory story, bool leading)
    {
        ArgumentNullException.ThrowIfNull(story);
        IReadOnlyList<TextCell>[] rows =
            [.. story.Options.TaskSet().SelectMany(task => Rows(story, task, leading))];
        return rows.Length == 0 ? null
            : new TextTable(["task", "metric", "best constant", "trained", "worst client"], rows, TextColumns: 2);
    }

    private static IEnumerable<IReadOnlyList<TextCell>> Rows(RunStory story, LearningTask task, bool leading)
    {
        if (FinalMetrics.Of(story.History, task) is not { } found)
        {
            return [];
        }

        var metrics = leading ? task.Metrics.Metrics.Take(1) : task.Metrics.Metrics;
        return metrics.Where(metric => found.ContainsKey(metric.Name))
            .Select(metric => (IReadOnlyList<TextCell>)Row(task, metric, found[metric.Name]));
    }

    private static TextCell[] Row(LearningTask task, Metric metric, MetricResult found) =>
    [
        task.Label,
        metric.Label,
        Quantity.Figure(found.Constant, metric.Unit),
        new TextCell(
            Quantity.Figure(found.Value, metric.Unit),
            found.Deviation is { } deviation ? $"± {Quantity.Figure(deviation, metric.Unit)}" : ""),
        new TextCell(Quantity.Figure(found.Worst, metric.Unit), found.WorstClient ?? ""),
    ];
}
