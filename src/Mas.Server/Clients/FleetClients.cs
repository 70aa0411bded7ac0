using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;
using Mas.Federation.Rounds;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;
using Mas.Server.Orders;
using Mas.Server.Storage;
using Mas.Wire;
using Mas.Wire.Documents;

namespace Mas.Server.Clients;

/// <summary>
/// Devices as the clients of a run: an order goes to the client's device as a document and comes back as an update. A
/// device that does not answer in time costs its order: the update has a fault, and the round goes on without it.
/// </summary>
internal sealed class FleetClients : IClients
{
    // Weights add up to the number of tasks; how far rounding may carry one beyond that.
    private const double Rounding = 1e-9;

    private readonly FleetStore _store;
    private readonly OrderBook _orders;
    private readonly string _run;
    private readonly FieldShape _input;
    private readonly IReadOnlyList<ParticipantRow> _participants;

    // By client; null = of all fields.
    private readonly Dictionary<string, HashSet<string>?> _labelled;
    private readonly ConditionalWeakTable<NamedTensors, Lazy<ModelReference>> _models = [];

    // Once a round and not once a client.
    private readonly ConcurrentDictionary<(string Stage, int Round), Lazy<Task>> _forgotten = [];

    /// <summary>The devices that take part in a run.</summary>
    /// <param name="store">Where models and participants lie.</param>
    /// <param name="orders">Where orders go.</param>
    /// <param name="run">The run's name.</param>
    /// <param name="participants">The clients that take part in it.</param>
    /// <param name="input">The shape of what models read of an example.</param>
    internal FleetClients(
        FleetStore store, OrderBook orders, string run, IReadOnlyList<ParticipantRow> participants, FieldShape input)
    {
        (_store, _orders, _run, _participants, _input) = (store, orders, run, participants, input);
        _labelled = participants.ToDictionary(row => row.Client, row => row.FieldNames?.ToHashSet());
        Names = [.. _participants.Where(row => row.TrainingViews > 0).Select(row => row.Client)];
    }

    /// <summary>Called with a sentence about what no journal tells.</summary>
    internal Action<string>? Note { get; init; }

    /// <summary>How clients read their columns; null (default) = they have none.</summary>
    internal ColumnsDocument? Columns { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public bool Has(string client, LearningTask task) => _labelled[client]?.Contains(task.Field) ?? true;

    /// <summary>They do: devices are as fast as they are.</summary>
    public bool AnswersRace => true;

    /// <summary>They do: devices keep nothing between orders, and the server has every model.</summary>
    public bool SendsWhatIsTheirsAlone => true;

    /// <inheritdoc/>
    public async Task<SentUpdate> Train(Order order, CancellationToken enough, CancellationToken cancellation)
    {
        // A caller that asks for a round has the one before in a checkpoint.
        await _forgotten.GetOrAdd((order.Stage, order.Round), stage => new Lazy<Task>(
            () => _store.ForgetBefore(_run, stage.Stage, stage.Round))).Value;
        var document = OrderDocument.Of(order, _run, Model(order.Parameters)) with { Columns = Columns };
        var outcome = await _orders.Ask(document, enough, cancellation);
        if (outcome.Update?.Trained is not { } answer)
        {
            return new SentUpdate(Nothing(order, outcome));
        }

        if (Lie(answer, order) is { } lie)
        {
            return new SentUpdate((answer with { Fault = lie }).ToUpdate(order.Client, null));
        }

        var id = Sha256Name.Of(document.ToBytes());
        return new SentUpdate(answer.ToUpdate(order.Client, null), () => _store.Models.ReadWeights(id));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClientLosses>> Evaluate(
        ModelDescription description, NamedTensors model, Split split, int batchSize, string? client,
        CancellationToken cancellation)
    {
        var evaluation = new EvaluationDocument
        {
            Tasks = [.. description.Tasks.Select(task => task.Describe())],
            Encoder = description.Encoder,
            Norm = description.Norm,
            Split = split,
            Input = description.Input,
            Embeddings = description.Embeddings.Count == 0 ? null : description.Embeddings,
            BatchSize = batchSize,
        };
        return await Losses(
            Able(description.Tasks).Where(row => client is null || row.Client == client), description.Tasks, split,
            row => new OrderDocument
            {
                Run = _run,
                Client = row.Client,
                Model = Model(model),
                Evaluation = evaluation,
                Columns = Columns,
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IReadOnlyList<TargetHistogram>>> CountTargets(
        IReadOnlyList<LearningTask> tasks, CancellationToken cancellation)
    {
        var counting = new CountingDocument
        {
            Tasks = [.. tasks.Select(task => task.Describe())],
            Input = _input,
        };
        var sums = tasks.Select(task => TargetHistogram.Empty(task.TargetChannels)).ToArray();
        var answers = await Ask(
            Able(tasks).Where(row => row.TrainingViews > 0),
            row => new OrderDocument { Run = _run, Client = row.Client, Counting = counting, Columns = Columns },
            (row, outcome) => outcome.Update?.Counted is not { } found ? outcome.Fault
                : HasTooMany(found, row)
                    ? $"Its device counted more values than fit {Plural.Of(row.TrainingViews, "example")}."
                    : null,
            cancellation);
        foreach (var (_, answer) in answers)
        {
            if (answer is not null)
            {
                TargetHistogram.Add(sums, answer.Counted!.ToHistograms());
            }
        }

        return sums;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClientLosses>> EvaluateConstants(
        IReadOnlyList<LearningTask> tasks, IReadOnlyList<IReadOnlyList<float>?> outputs, Split split,
        CancellationToken cancellation)
    {
        var constants = new ConstantsDocument
        {
            Tasks = [.. tasks.Select(task => task.Describe())],
            Outputs = outputs,
            Split = split,
            Input = _input,
        };
        return await Losses(
            Able(tasks), tasks, split,
            row => new OrderDocument { Run = _run, Client = row.Client, Constants = constants, Columns = Columns },
            cancellation);
    }

    private async Task<IReadOnlyList<ClientLosses>> Losses(
        IEnumerable<ParticipantRow> asked, IReadOnlyList<LearningTask> tasks, Split split,
        Func<ParticipantRow, OrderDocument> order, CancellationToken cancellation)
    {
        var answers = await Ask(
            asked, order, (row, outcome) => Disbelief(outcome, tasks, row.Views(split)), cancellation);
        return [.. answers.Select(answer => new ClientLosses(
            answer.Client, answer.Update?.Evaluated!.ToLosses(), answer.Update?.Evaluated!.Views ?? 0)
        {
            Sums = answer.Update?.Evaluated!.Sums,
            Lacks = [.. tasks.Where(task => !Has(answer.Client, task)).Select(task => task.Mark)],
        })];
    }

    /// <summary>The participants with labels of one of some tasks or more.</summary>
    private IEnumerable<ParticipantRow> Able(IReadOnlyList<LearningTask> tasks) =>
        _participants.Where(row => tasks.Any(task => Has(row.Client, task)));

    /// <summary>The answers of clients to one question, in the order of their names; null where one does not count.</summary>
    /// <exception cref="UnansweredException">All answers were rejected.</exception>
    private async Task<IReadOnlyList<(string Client, UpdateDocument? Update)>> Ask(
        IEnumerable<ParticipantRow> asked, Func<ParticipantRow, OrderDocument> order,
        Func<ParticipantRow, OrderOutcome, string?> disbelief, CancellationToken cancellation)
    {
        var rows = asked.ToArray();
        var found = await Task.WhenAll(rows.Select(row => _orders.Ask(order(row), CancellationToken.None, cancellation)));
        var answers = new List<(string Client, UpdateDocument? Update)>();
        foreach (var (row, outcome) in rows.Zip(found))
        {
            var sentence = disbelief(row, outcome);
            if (sentence is not null)
            {
                Note?.Invoke($"Client {row.Client} is left out of the mean. {sentence}");
            }

            answers.Add((row.Client, sentence is null ? outcome.Update : null));
        }

        return answers.Count == 0 || answers.Any(answer => answer.Update is not null) ? answers : throw new UnansweredException(
            $"No device has answered an evaluation. Client {rows[0].Client}: {disbelief(rows[0], found[0])}");
    }

    private bool HasTooMany(CountedDocument counted, ParticipantRow row) => counted.Targets.Any(channels =>
        channels.Any(channel => channel.Counts.Sum() > (long)row.TrainingViews * _input.Positions));

    /// <summary>Why an evaluation is rejected: a client has no more votes than it joined with.</summary>
    private static string? Disbelief(
        OrderOutcome outcome, IReadOnlyList<LearningTask> tasks, int views) => outcome.Update?.Evaluated switch
        {
            null => outcome.Fault,
            { } measured when measured.Views != views =>
                $"Its device joined with {Plural.Of(views, "example")} of the split and reports "
                + $"evaluating on {measured.Views}.",
            { Sums: { } sums } when tasks.Zip(sums).Any(task =>
                task.Second.Count != task.First.Metrics.SumCount(task.First.Outputs)) =>
                "Its sums are not those of the tasks' metrics.",
            _ => null,
        };

    /// <summary>
    /// Why an update cannot be believed: views are votes, and a device has those it joined with; a balance that is none
    /// would end the run when it is averaged.
    /// </summary>
    private string? Lie(TrainedDocument answer, Order order)
    {
        var own = _participants.Single(row => row.Client == order.Client);
        if (answer.Samples != own.TrainingViews)
        {
            return $"Its device joined with {Plural.Of(own.TrainingViews, "example")} and reports training on "
                + $"{answer.Samples}.";
        }

        foreach (var (place, task) in order.Tasks.Index())
        {
            if (!Has(order.Client, task) && answer.Labelled?[place] != 0)
            {
                return $"Its device joined without labels of {task.Label} and reports training on some.";
            }
        }

        return answer.Fault is null && answer.Balance is { } balance && !IsBalance(balance, order.Tasks.Count)
            ? "The loss balance is invalid: first losses must be finite, weights positive and the number of tasks in all."
            : null;
    }

    private static bool IsBalance(LossBalance balance, int tasks) =>
        balance.Weights.All(weight => weight > 0 && weight <= tasks * (1 + Rounding))
        && balance.FirstLosses!.All(loss => loss is null || Math.Abs(loss.Value) <= float.MaxValue);

    private static Update Nothing(Order order, OrderOutcome outcome) => new()
    {
        Client = order.Client,
        Parameters = null,
        Samples = 0,
        Losses = [],
        Affinity = null,
        Probes = 0,
        Fault = outcome.Fault,
        Flops = 0,
        WallSeconds = 0,
        CpuSeconds = 0,
        ProbeSeconds = 0,
        BytesResent = outcome.BytesResent,
    };

    /// <summary>Where a model lies; it is written once for all clients that are sent it.</summary>
    private ModelReference Model(NamedTensors model) =>
        _models.GetValue(model, given => new Lazy<ModelReference>(() => _store.Models.Put(given))).Value;
}
