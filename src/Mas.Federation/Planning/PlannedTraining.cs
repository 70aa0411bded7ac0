using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Needs;
using Mas.Learning.Tasks;

namespace Mas.Federation.Planning;

/// <summary>
/// Trains nothing and adds up what training would take: the clients are those the run will select, so only which groups
/// it will choose is unknown. Affinities and losses are drawn at random, for a method to choose some groups by, unless
/// affinities are given.
/// </summary>
/// <param name="options">The run's options.</param>
/// <param name="clients">Its clients, in the order the run has them.</param>
/// <param name="steps">What steps take; null = nothing is added up, and only the stages are of interest.</param>
/// <param name="draws">What is drawn follows from.</param>
/// <param name="affinity">What clients will have measured; null = drawn.</param>
internal sealed class PlannedTraining(
    RunOptions options, IReadOnlyList<ClientViews> clients, StepCounts? steps, Seed draws,
    AffinityMatrix? affinity = null) : IStageTraining
{
    private static readonly NamedTensors _noModel = new(new TensorLayout([]));

    private readonly Dictionary<string, ClientViews> _clients = clients.ToDictionary(client => client.Client);
    private readonly string[] _names = [.. clients.Select(client => client.Client)];
    private readonly List<StageCost> _costs = [];
    private readonly List<Stage> _stages = [];

    /// <summary>What the stages so far take, in the order they were asked for.</summary>
    internal IReadOnlyList<StageCost> Costs => _costs;

    /// <summary>The stages so far, in the order they were asked for.</summary>
    internal IReadOnlyList<Stage> Stages => _stages;

    /// <summary>Whether a client has labels of a task.</summary>
    internal bool Has(string client, LearningTask task) => _clients[client].Has(task);

    /// <inheritdoc/>
    public Task<TrainedStage> Run(Stage stage)
    {
        _stages.Add(stage);
        if (steps is not null)
        {
            _costs.Add(Cost(stage, steps));
        }

        var random = draws.Derive(stage.Name).Stream();
        var affinities = new AffinityHistory(stage.Tasks.Count, options.ProbeRounds);
        if (stage.Probes)
        {
            double? Drawn() => random.NextDouble() - 0.5;
            var rows = affinity is { } given && given.Size == stage.Tasks.Count
                ? given.ToRows() : [.. stage.Tasks.Select(_ => stage.Tasks.Select(_ => Drawn()).ToArray())];
            affinities.Add(stage.FirstRound, AffinityHistory.Combine([new ClientAffinity("plan", rows, Probes: 1)])!);
        }

        var losses = stage.TaskNames.ToDictionary(task => task, double? (_) => 0.5 + random.NextDouble());

        // When a task reaches its loss cannot be known, so no task leaves.
        var staying = stage with { LeaveAt = Stage.NoLosses };
        return Task.FromResult(new TrainedStage(staying, _noModel, new SavedCheckpoint("", ""), affinities, losses));
    }

    // One task alone has no pair to measure.
    private static Stage OwnPart(Stage stage, IReadOnlyList<LearningTask> tasks) =>
        stage with { Tasks = tasks, Probes = stage.Probes && tasks.Count > 1 };

    private StageCost Cost(Stage stage, StepCounts steps)
    {
        var whole = steps.Of(options, stage);
        var able = RoundRule.Able(stage, _names, Has);
        var (orders, pictures, flops, slowest, batch) = (0L, 0L, 0.0, 0.0, 1);
        for (var round = stage.FirstRound; round <= stage.LastRound; round++)
        {
            var seed = RoundRule.SeedOf(new Seed(options.Seed), stage, round);
            var most = 0L;
            foreach (var client in RoundRule.Clients(options, stage, able, seed))
            {
                var views = _clients[client].Views;
                var order = CountOf(client).OrderFlops(
                    views, options.Batch, options.LocalEpochs, RoundRule.ProbeEvery(options, stage, round));
                orders++;
                pictures += StepCount.Pictures(views, options.Batch, options.LocalEpochs);
                flops += order;
                most = Math.Max(most, order);
                batch = Math.Max(batch, Math.Min(views, options.Batch));
            }

            slowest += most;
        }

        // A client that trains for itself sends nothing.
        var bytes = stage.Client is null ? orders * steps.ModelBytes(options, stage) : 0;
        return new StageCost(
            stage.Name, stage.Letters, stage.LastRound - stage.FirstRound + 1, orders, pictures, flops, slowest, bytes,
            bytes, whole.MemoryBytes(batch));

        // A client trains the tasks it has labels of.
        StepCount CountOf(string client) => stage.Tasks.All(task => Has(client, task))
            ? whole : steps.Of(options, OwnPart(stage, [.. stage.Tasks.Where(task => Has(client, task))]));
    }
}
