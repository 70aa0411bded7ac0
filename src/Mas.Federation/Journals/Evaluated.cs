using System.Text.Json.Serialization;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Journals;

/// <summary>A stage's model was evaluated.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Round">The round whose model it is; 0 = the untrained model.</param>
/// <param name="Split">
/// On which views: <c>validation</c> or <c>test</c>; <c>initial-test</c> = the untrained model on the test views.
/// </param>
/// <param name="Losses">Mean loss by task letter; null where nothing was measured, or too few clients found a finite one.</param>
public sealed record Evaluated(
    string Stage, int Round, string Split, IReadOnlyDictionary<string, double?> Losses) : JournalEvent
{
    /// <summary>
    /// By task letter, the number of pixels in the mean; null in a journal of a version that did not count them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, long>? Measured { get; init; }

    /// <summary>
    /// By task letter, the sums of its metrics; null in a journal of a version that had none. A task without a mean loss
    /// has none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<double>>? Sums { get; init; }

    /// <summary>What each client found, of a final model on the test views; null of others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClientMetrics>? Clients { get; init; }

    /// <summary>The number of views evaluated; null where an older version did not record it.</summary>
    public int? Views { get; init; }

    /// <summary>
    /// The letters of the tasks whose mean is withheld: too few clients found a finite loss. Null where there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Withheld { get; init; }

    /// <summary>Every task's mean loss; null where there is none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double?> Means =>
        Losses.Keys.ToDictionary(task => task, task => Loss(task).Value);

    internal const string Kind = "evaluated";

    /// <summary>The loss of a task.</summary>
    /// <param name="task">The task's letter.</param>
    public MeanLoss Loss(string task) => LossFields.Read(Losses, Measured, task, Views ?? 1);

    /// <summary>
    /// The metrics of a task by name, its loss not among them: null where undefined, empty where none were recorded.
    /// </summary>
    /// <param name="task">The task.</param>
    public IReadOnlyDictionary<string, double?> Metrics(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Sums?.GetValueOrDefault(task.Mark) is { } sums
            ? MetricSums.Values(task, sums).ToDictionary(metric => metric.Metric.Name, metric => metric.Value) : [];
    }

    /// <summary>An evaluation of these losses.</summary>
    internal static Evaluated Of(
        string stage, int round, string split, IReadOnlyDictionary<string, MeanLoss> losses, int views,
        IReadOnlyList<string>? withheld = null) =>
        new(stage, round, split, LossFields.Means(losses))
        {
            Measured = LossFields.Pixels(losses),
            Views = views,
            Withheld = withheld is { Count: > 0 } ? withheld : null,
        };

    /// <summary>The mean loss of a task over everything that several evaluations measured.</summary>
    internal static MeanLoss Mean(IEnumerable<Evaluated> evaluations, string task) =>
        MeanLoss.Over(evaluations.Select(each => each.Loss(task)));
}
