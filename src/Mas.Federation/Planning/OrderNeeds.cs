using Mas.Engine.Randomness;
using Mas.Federation.Journals;
using Mas.Federation.Methods;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Learning.Needs;

namespace Mas.Federation.Planning;

/// <summary>
/// What a run asks of each of its devices at most: the method's own program, run dry, and of the groups it trains those of
/// most tasks, with their probes. Smaller groups take less, whichever are chosen. Thread-safe.
/// </summary>
public sealed class OrderNeeds
{
    private const string AnyClient = "any-client";

    private readonly RunOptions _options;
    private readonly (Stage Stage, StepCount Count, long ModelBytes)[] _largest;

    private OrderNeeds(RunOptions options, IReadOnlyList<Stage> stages, StepCounts steps)
    {
        var most = stages.Max(stage => stage.Tasks.Count);
        _options = options;
        _largest =
        [
            .. stages.Where(stage => stage.Tasks.Count == most)
                .Select(stage => (stage, steps.Of(options, stage), steps.ModelBytes(options, stage))),
        ];
    }

    /// <summary>Finds out, by a few steps on random pictures.</summary>
    /// <param name="options">The run's options, without fault.</param>
    /// <param name="steps">What steps take; shared with others.</param>
    /// <param name="methods">The methods there are; null = those of the house.</param>
    public static OrderNeeds Of(RunOptions options, StepCounts steps, MethodCatalogue? methods = null)
    {
        var method = (methods ?? MethodCatalogue.Standard).Of(options);
        // A budget chooses among numbers of groups, and none of them has a group of more tasks than there are.
        var plain = options with { Groups = method.ChoosesGroupCount(options) ? 1 : options.Groups, Budget = 0 };
        var training = new PlannedTraining(
            plain, [new ClientViews(AnyClient, 1)], null, new Seed(options.Seed).Derive("plan"));
        var federation = new TaskFederation(
            training, method, plain, [AnyClient], (_, _) => true, _ => { }, RunHistory.Of([]), (_, _) => 0);
        method.Run(federation, plain).GetAwaiter().GetResult();
        return new OrderNeeds(options, training.Stages, steps);
    }

    /// <summary>What it asks of a device that trains on so many views; at least one.</summary>
    public OrderNeed For(int views)
    {
        var batch = Math.Min(views, _options.Batch);
        var hungriest = _largest.MaxBy(each => each.Count.MemoryBytes(batch));
        return new OrderNeed(
            hungriest.Stage.Letters, hungriest.Count.MemoryBytes(batch), _largest.Max(each => each.Count.OrderFlops(
                views, _options.Batch, _options.LocalEpochs,
                RoundRule.ProbeEvery(_options, each.Stage, RoundRule.FirstProbed(_options, each.Stage)))),
            _largest.Max(each => each.ModelBytes));
    }
}
