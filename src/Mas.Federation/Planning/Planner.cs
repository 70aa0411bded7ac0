using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Grouping;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Runs;
using Mas.Learning.Examples;

namespace Mas.Federation.Planning;

/// <summary>
/// Plans a run: the method's own program, run dry. Where it chooses groups, it is run many times, each time with other
/// groups.
/// </summary>
/// <param name="clients">The clients, in the order the run has them.</param>
/// <param name="steps">What steps take; plans may share it.</param>
/// <param name="methods">The methods there are; null = those of the house.</param>
public sealed class Planner(IReadOnlyList<ClientViews> clients, StepCounts steps, MethodCatalogue? methods = null)
{
    /// <summary>How often a method that chooses groups is run dry.</summary>
    public const int Draws = 32;

    /// <summary>The methods there are.</summary>
    internal MethodCatalogue Methods { get; } = methods ?? MethodCatalogue.Standard;

    /// <summary>The clients of a data set that have views to train on.</summary>
    public static IReadOnlyList<ClientViews> ClientsOf(IShardSet data) =>
    [
        .. data.Shards.Where(shard => shard.Count(Split.Train) > 0).Select(
            shard => new ClientViews(shard.Name, shard.Count(Split.Train))
            {
                Fields = [.. shard.Targets.Select(target => target.Name).Where(shard.Has)],
            }),
    ];

    /// <summary>Plans a run.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="options">The run's options, without fault.</param>
    /// <exception cref="Learning.InputException">
    /// Its method is unknown, or its budget is below the cheapest there is.
    /// </exception>
    public MethodPlan Plan(string name, RunOptions options)
    {
        GroupBudget.Check(options, this);
        var chooses = Methods.Of(options).Groups != GroupKind.None;
        return new MethodPlan(
            name, options, [.. Enumerable.Range(0, chooses ? Draws : 1).Select(draw => Stages(options, draw, null))]);
    }

    /// <summary>
    /// What a run whose clients measured these affinities takes with so many groups: its operations as a share of
    /// one-by-one's.
    /// </summary>
    /// <param name="options">The run's options.</param>
    /// <param name="affinity">The affinities.</param>
    /// <param name="groups">How many groups.</param>
    internal double Share(RunOptions options, AffinityMatrix affinity, int groups) =>
        Stages(options with { Groups = groups, Budget = 0 }, 0, affinity).Sum(stage => stage.Flops)
            / Stages(BaselineOf(options), 0, null).Sum(stage => stage.Flops);

    /// <summary>The options of a run of the same tasks that shares are of.</summary>
    internal static RunOptions BaselineOf(RunOptions options) =>
        options with { Method = MethodCatalogue.Baseline.Name, Groups = 1, Budget = 0 };

    private IReadOnlyList<StageCost> Stages(RunOptions options, int draw, AffinityMatrix? affinity)
    {
        var training = new PlannedTraining(
            options, clients, steps, new Seed(options.Seed).Derive("plan").Derive(draw), affinity);
        var method = Methods.Of(options);
        var federation = new TaskFederation(
            training, method, options, [.. clients.Select(client => client.Client)], training.Has, _ => { },
            RunHistory.Of([]), (matrix, groups) => Share(options, matrix, groups));
        method.Run(federation, options).GetAwaiter().GetResult();
        return training.Costs;
    }
}
