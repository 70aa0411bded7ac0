using Mas.Engine.Autograd;
using Mas.Engine.Parameters;
using Mas.Federation.Aggregation;
using Mas.Federation.Rounds;
using Mas.Learning.Catalogues;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Simulation;

/// <summary>
/// Every shard of a data set as a client, trained on this machine by a few threads that take the client with the most
/// examples first and, when none is left, help each other: rounds of several stages share them. What a client computes
/// does not depend on the thread, on how many there are, or on what else is waiting.
/// </summary>
internal sealed class SimulatedClients : IClients, IDisposable
{
    private readonly IReadOnlyList<IShard> _shards;
    private readonly TimeProvider _time;
    private readonly WorkQueue _queue;
    private readonly Dictionary<string, IShard> _byName;

    /// <summary>Starts the threads.</summary>
    /// <param name="shards">The clients' data; stay the caller's.</param>
    /// <param name="catalogue">What orders may name.</param>
    /// <param name="threads">Threads in all; at least 1.</param>
    /// <param name="clientsAtOnce">
    /// Orders that may wait at the same time; where that is fewer than the threads, several threads share one order.
    /// </param>
    /// <param name="time">The clock for the seconds reported.</param>
    public SimulatedClients(
        IReadOnlyList<IShard> shards, LearningCatalogue catalogue, int threads, int clientsAtOnce, TimeProvider time)
    {
        _shards = shards;
        _time = time;
        _byName = shards.ToDictionary(shard => shard.Name);
        _queue = new WorkQueue(threads, Math.Min(threads, clientsAtOnce), catalogue);
    }

    /// <summary>Called with a stage, a round, a client and true when it begins to train, false when it ends.</summary>
    public Action<string, int, string, bool>? Busy { get; init; }

    /// <summary>What batch norms use when a model is evaluated; default their running statistics.</summary>
    internal BatchStatistics Statistics { get; init; } = BatchStatistics.Running;

    /// <summary>The shards that have examples to train on.</summary>
    public IReadOnlyList<string> Names =>
        [.. _shards.Where(shard => shard.Count(Split.Train) > 0).Select(shard => shard.Name)];

    /// <inheritdoc/>
    public bool Has(string client, LearningTask task) => _byName[client].Has(task.Field);

    /// <summary>They do not: which thread is free first decides nothing.</summary>
    public bool AnswersRace => false;

    /// <summary>They do not: a client that trains for itself sends nothing.</summary>
    public bool SendsWhatIsTheirsAlone => false;

    /// <inheritdoc/>
    public async Task<SentUpdate> Train(Order order, CancellationToken enough, CancellationToken cancellation) =>
        new(await _queue.Add(Examples(order), bench =>
        {
            Busy?.Invoke(order.Stage, order.Round, order.Client, true);
            try
            {
                return LocalTraining.Train(order, _byName[order.Client], bench, _time, cancellation);
            }
            finally
            {
                Busy?.Invoke(order.Stage, order.Round, order.Client, false);
            }
        }));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClientLosses>> Evaluate(
        ModelDescription description, NamedTensors model, Split split, int batchSize, string? client,
        CancellationToken cancellation)
    {
        var asked = client is null ? _shards : [_byName[client]];
        var losses = await Task.WhenAll(asked.Select(shard => _queue.Add(
            shard.Count(split), bench => Evaluation.Measure(
                description, model, shard, split, batchSize, bench, cancellation, Statistics))));
        return Answers(asked, losses, split);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IReadOnlyList<TargetHistogram>>> CountTargets(
        IReadOnlyList<LearningTask> tasks, CancellationToken cancellation)
    {
        var sums = tasks.Select(task => TargetHistogram.Empty(task.TargetChannels)).ToArray();
        var counts = await Task.WhenAll(_shards.Select(shard => _queue.Add(
            shard.Count(Split.Train), bench => ConstantMaps.Count(shard, tasks, bench, cancellation))));
        foreach (var own in counts)
        {
            TargetHistogram.Add(sums, own);
        }

        return sums;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClientLosses>> EvaluateConstants(
        IReadOnlyList<LearningTask> tasks, IReadOnlyList<IReadOnlyList<float>?> outputs, Split split,
        CancellationToken cancellation)
    {
        var losses = await Task.WhenAll(_shards.Select(shard => _queue.Add(
            shard.Count(split), bench => ConstantMaps.Measure(outputs, shard, tasks, split, bench, cancellation))));
        return Answers(_shards, losses, split);
    }

    /// <summary>Lets the threads finish what they are at and ends them.</summary>
    public void Dispose() => _queue.Dispose();

    private static IReadOnlyList<ClientLosses> Answers(
        IReadOnlyList<IShard> shards, EvaluatedTask[][] answers, Split split) =>
        [.. shards.Zip(answers, (shard, found) => ClientLosses.Of(shard.Name, found, shard.Count(split)))];

    private long Examples(Order order) =>
        _byName.TryGetValue(order.Client, out var shard) ? shard.Count(Split.Train) * order.Settings.LocalEpochs : 0;
}
