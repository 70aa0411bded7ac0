using Mas.Learning.Examples;
using Mas.Learning.Metrics;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;

namespace Mas.Learning.Catalogues;

/// <summary>What can be learned, and how: all that a device must have to carry out an order.</summary>
/// <remarks>Immutable.</remarks>
public sealed record LearningCatalogue
{
    /// <summary>What serves examples of any kind. A kind of data adds its encoders, heads and sources.</summary>
    public static LearningCatalogue Standard { get; } = new();

    /// <summary>The tasks that have a name; default the nine of <see cref="TaskonomyTasks"/>.</summary>
    public IReadOnlyList<LearningTask> Tasks { get; private init; } = TaskonomyTasks.All;

    /// <summary>The objectives a task may have.</summary>
    public IReadOnlyList<Objective> Objectives { get; private init; } =
    [
        CrossEntropyObjective.Instance, BinaryCrossEntropyObjective.Instance, ShiftTolerantMaskedL1Objective.Instance,
        MaskedL1Objective.Instance, L1Objective.Instance, SquaredErrorObjective.Instance,
    ];

    /// <summary>The metrics a task may name.</summary>
    public IReadOnlyList<MetricSet> MetricSets { get; private init; } =
    [
        ClassMetrics.Instance, LabelMetrics.Instance, LabelSetMetrics.Instance, NumberMetrics.Instance,
        DepthMetrics.Instance, DirectionMetrics.Instance,
    ];

    /// <summary>The encoders a model may have.</summary>
    public IReadOnlyList<EncoderEntry> Encoders { get; private init; } = Models.Encoders.All;

    /// <summary>The heads a task may have.</summary>
    public IReadOnlyList<HeadEntry> Heads { get; private init; } = [Models.Heads.Linear];

    /// <summary>The norms a model may have.</summary>
    public IReadOnlyList<NormEntry> Norms { get; private init; } = Models.Norms.All;

    /// <summary>The kinds of data that shards are opened from; default none.</summary>
    public IReadOnlyList<IDataSource> Sources { get; private init; } = [];

    /// <summary>This catalogue without tasks, for data that define their own, whatever these are called.</summary>
    public LearningCatalogue WithoutTasks() => this with { Tasks = [] };

    /// <summary>This catalogue with one more task.</summary>
    /// <exception cref="InputException">A task of the same id or mark is listed already.</exception>
    public LearningCatalogue With(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if ((Find(task.Id) ?? Find(task.Mark)) is { } listed)
        {
            throw new InputException(
                $"The task {task.Id} (mark {task.Mark}) shares a name with the task {listed.Id} (mark {listed.Mark}).");
        }

        return this with { Tasks = [.. Tasks, task] };
    }

    /// <summary>This catalogue with one more objective.</summary>
    /// <exception cref="InputException">An objective of the same name is listed already.</exception>
    public LearningCatalogue With(Objective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return FindObjective(objective.Name) is null ? this with { Objectives = [.. Objectives, objective] }
            : throw new InputException($"The objective {objective.Name} is listed already.");
    }

    /// <summary>This catalogue with one more set of metrics.</summary>
    /// <exception cref="InputException">A set of the same name is listed already.</exception>
    public LearningCatalogue With(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return MetricSets.Any(listed => listed.Name == metrics.Name)
            ? throw new InputException($"The metrics {metrics.Name} are listed already.")
            : this with { MetricSets = [.. MetricSets, metrics] };
    }

    /// <summary>This catalogue with one more encoder.</summary>
    /// <exception cref="InputException">An encoder of the same name is listed already.</exception>
    public LearningCatalogue With(EncoderEntry encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return Encoders.Any(listed => listed.Name == encoder.Name)
            ? throw new InputException($"The encoder {encoder.Name} is listed already.")
            : this with { Encoders = [.. Encoders, encoder] };
    }

    /// <summary>This catalogue with one more head.</summary>
    /// <exception cref="InputException">A head of the same name is listed already.</exception>
    public LearningCatalogue With(HeadEntry head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Heads.Any(listed => listed.Name == head.Name)
            ? throw new InputException($"The head {head.Name} is listed already.")
            : this with { Heads = [.. Heads, head] };
    }

    /// <summary>This catalogue with one more norm.</summary>
    /// <exception cref="InputException">A norm of the same name is listed already.</exception>
    public LearningCatalogue With(NormEntry norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        return Norms.Any(listed => listed.Name == norm.Name)
            ? throw new InputException($"The norm {norm.Name} is listed already.")
            : this with { Norms = [.. Norms, norm] };
    }

    /// <summary>This catalogue with one more source of data.</summary>
    /// <exception cref="InputException">A source of the same name is listed already.</exception>
    public LearningCatalogue With(IDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Sources.Any(listed => listed.Name == source.Name)
            ? throw new InputException($"The source {source.Name} is listed already.")
            : this with { Sources = [.. Sources, source] };
    }

    /// <summary>The source of a name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public IDataSource Source(string name) => Named("source", name, Sources, source => source.Name);

    /// <summary>Makes the model that a description is of; all values are zero.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="onPaper">Whether it gets shapes alone and no memory.</param>
    /// <exception cref="InputException">
    /// A name in the description is unknown, or the encoder cannot read such inputs.
    /// </exception>
    public MultiTaskModel Model(ModelDescription description, bool onPaper = false)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new MultiTaskModel(
            description,
            Named("encoder", description.Encoder, Encoders, encoder => encoder.Name),
            Named("norm", description.Norm, Norms, norm => norm.Name),
            [.. description.Tasks.Select(task => Named("head", task.Head, Heads, head => head.Name))], onPaper);
    }

    /// <summary>The task of a mark or id, or null where none has it.</summary>
    public LearningTask? Find(string name) => Tasks.FirstOrDefault(task => task.Mark == name || task.Id == name);

    /// <summary>The objective of a name, or null where none has it.</summary>
    public Objective? FindObjective(string name) => Objectives.FirstOrDefault(objective => objective.Name == name);

    /// <summary>The tasks of a task set, in its order.</summary>
    /// <param name="written">The set, as <see cref="TaskMarks"/> reads it.</param>
    /// <exception cref="InputException">A task is unknown.</exception>
    public IReadOnlyList<LearningTask> TaskSet(string written) => [.. TaskMarks.Read(written).Select(name => Find(name)
        ?? throw new InputException(
            $"There is no task '{name}'; the tasks are {string.Join(", ", Tasks.Select(task => task.Mark))}."))];

    /// <summary>The task of a description, which need not be listed.</summary>
    /// <exception cref="InputException">The catalogue lacks what the task needs; the message says what.</exception>
    public LearningTask Resolve(TaskDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var objective = FindObjective(description.Objective) ?? throw new InputException(
            $"The task {description.Label} needs the objective '{description.Objective}'; the objectives are "
            + $"{string.Join(", ", Objectives.Select(known => known.Name))}.");
        var task = new LearningTask(
            description.Id, description.Label, description.Mark, description.Field, description.Outputs, objective)
        {
            Head = description.Head,
            Metrics = description.Metrics is { } metrics
                ? Named("metrics", metrics, MetricSets, set => set.Name) : objective.Metrics,
        };
        return task.TargetChannels == description.TargetChannels ? task : throw new InputException(
            $"The task {task.Label} has {Plural.Of(description.TargetChannels, "target channel")}; "
            + $"the objective {objective.Name} reads {task.TargetChannels}.");
    }

    private static T Named<T>(string kind, string name, IReadOnlyList<T> entries, Func<T, string> nameOf)
        where T : class => entries.FirstOrDefault(entry => nameOf(entry) == name) ?? throw new InputException(
            ValueFault.Of(kind, $"'{name}'", $"one of {string.Join(", ", entries.Select(nameOf))}"));
}
