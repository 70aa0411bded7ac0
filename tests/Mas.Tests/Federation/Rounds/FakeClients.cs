using System.Collections.Concurrent;
using Mas.Engine.Parameters;
using Mas.Federation;
using Mas.Federation.Aggregation;
using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Objectives;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Tests.Federation.Rounds;

/// <summary>
/// Clients that train nothing: each moves every value by a step of its own, and remembers what it was asked. The
/// client at position i owns <c>2 i + 1</c> samples.
/// </summary>
internal sealed class FakeClients(params string[] names) : IClients
{
    private readonly ConcurrentQueue<(Order Order, float[] Model)> _asked = [];

    public IReadOnlyList<string> Names => names;

    public bool AnswersRace { get; init; }

    public bool SendsWhatIsTheirsAlone { get; init; }

    /// <summary>Where an update's weights lie until they are looked at; null = in memory.</summary>
    internal Func<Order, NamedTensors, Func<NamedTensors>>? Keep { get; init; }

    /// <summary>What a client waits for before it answers, given what tells that the round has enough.</summary>
    internal Func<Order, CancellationToken, Task>? Pause { get; init; }

    /// <summary>Whether a client has labels of a task, by its mark.</summary>
    internal Func<string, string, bool> Labels { get; init; } = (_, _) => true;

    public bool Has(string client, LearningTask task) => Labels(client, task.Mark);

    /// <summary>Every order so far, with the values of its model.</summary>
    internal IReadOnlyList<(Order Order, float[] Model)> Asked => [.. _asked];

    /// <summary>What becomes of an update before it is sent.</summary>
    internal Func<Order, Update, Update> Spoil { get; init; } = (_, update) => update;

    /// <summary>How much a step for the first task helps the second; null = not measured.</summary>
    internal Func<char, char, double?> Affinity { get; init; } = (_, _) => 0;

    /// <summary>What a client answers to an evaluation in place of what it found.</summary>
    internal Func<ClientLosses, ClientLosses> Answer { get; init; } = found => found;

    /// <summary>The loss of a task, by the letters of the group it was trained in; null: nothing is measured.</summary>
    internal Func<string, string, double?> Loss { get; init; } = (_, _) => 1;

    /// <summary>The loss of a task, by the model that is evaluated; null (default): <see cref="Loss"/> says.</summary>
    internal Func<NamedTensors, string, double?>? LossOfModel { get; init; }

    public async Task<SentUpdate> Train(Order order, CancellationToken enough, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _asked.Enqueue((order, order.Parameters.Values.ToArray()));
        var model = order.Parameters.Clone();
        var step = Step(order.Client);
        foreach (ref var value in model.Values)
        {
            value += step;
        }

        if (Pause is not null)
        {
            await Pause(order, enough);
        }

        var update = Spoil(order, new Update
        {
            Client = order.Client,
            Parameters = model,
            Samples = Samples(order.Client),
            Losses = [.. order.Tasks.Select(_ => new MeanLoss(Samples(order.Client), Samples(order.Client)))],
            Affinity = order.Settings.ProbeEvery == 0
                ? null
                : [.. order.Tasks.Select(i => order.Tasks.Select(j => Affinity(i.Mark[0], j.Mark[0])).ToArray())],
            Probes = order.Settings.ProbeEvery == 0 ? 0 : 1,
            Fault = null,
            Balance = order.Settings.Step.Gradients == GradientRule.GradNorm ? Balance(order) : null,
            Flops = 1,
            WallSeconds = 1,
            CpuSeconds = 1,
            ProbeSeconds = 0,
        });
        return Keep is not null && update.Parameters is not null
            ? new SentUpdate(update with { Parameters = null }, Keep(order, update.Parameters)) : new SentUpdate(update);
    }

    public Task<IReadOnlyList<ClientLosses>> Evaluate(
        ModelDescription description, NamedTensors model, Split split, int batchSize, string? client,
        CancellationToken cancellation)
    {
        var tasks = description.Tasks;
        IReadOnlyList<ClientLosses> found =
        [
            .. Names.Where(name => client is null || name == client).Select(name => new ClientLosses(
                name,
                [
                    .. tasks.Select(task => (LossOfModel is null
                        ? Loss(Stage.LettersOf(tasks), task.Mark) : LossOfModel(model, task.Mark)) is { } loss
                        ? new MeanLoss(loss * (client is null ? 1 : Samples(name)), Samples(name)) : MeanLoss.None),
                ],
                Samples(name))).Select(Answer),
        ];
        return Task.FromResult(found);
    }

    public Task<IReadOnlyList<IReadOnlyList<TargetHistogram>>> CountTargets(
        IReadOnlyList<LearningTask> tasks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<IReadOnlyList<TargetHistogram>>>([.. tasks.Select(task => TargetHistogram.Empty(task.TargetChannels))]);

    public Task<IReadOnlyList<ClientLosses>> EvaluateConstants(
        IReadOnlyList<LearningTask> tasks, IReadOnlyList<IReadOnlyList<float>?> outputs, Split split,
        CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ClientLosses>>(
            [.. Names.Select(name => new ClientLosses(name, [.. tasks.Select(_ => MeanLoss.None)], Samples(name)))]);

    /// <summary>Weight goes from the second task to the first, the faster the more samples.</summary>
    private LossBalance Balance(Order order)
    {
        var weights = (order.Balance ?? LossBalance.Even(order.Tasks.Count)).Weights.ToArray();
        weights[0] += 0.01 * Samples(order.Client);
        weights[1] -= 0.01 * Samples(order.Client);
        return new LossBalance(
            weights, order.Balance?.FirstLosses ?? [.. order.Tasks.Select(_ => (double?)Samples(order.Client))]);
    }

    internal int Samples(string client) => (2 * Array.IndexOf(names, client)) + 1;

    internal float Move(string client, float value) => value + Step(client);

    private float Step(string client) => Samples(client) / 64f;

    /// <summary>Runs these options in a new folder, or goes on with it.</summary>
    /// <returns>The journal at the end.</returns>
    internal async Task<RunHistory> Run(RunOptions options, RunCatalogue? catalogue = null)
    {
        using var folder = Directory.Exists(options.Out)
            ? RunFolder.Open(options.Out, TestCatalogue.Learning)
            : RunFolder.Create(options, TimeProvider.System);
        await FederatedRun.Run(
            folder, this, catalogue ?? TestCatalogue.Runs, RunObserver.None, TimeProvider.System,
            CancellationToken.None);
        return RunHistory.Read(folder.JournalPath);
    }

    /// <summary>The model a round left.</summary>
    internal static NamedTensors Model(RunOptions options, RoundFinished round) =>
        new CheckpointStore(options.Out!).Load(new SavedCheckpoint(round.Checkpoint, round.Sha256), out _)!;
}
