using Mas.Federation.Methods;
using Mas.Federation.Options;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Samples.Stations;

/// <summary>A method: all tasks in one model for half of the rounds, then every task by itself from there.</summary>
internal sealed class InTurn : Method
{
    public override string Name => "in-turn";

    public override string Summary => "one model for half of the rounds, then one per task";

    public override IEnumerable<OptionFault> Faults(RunOptions options) =>
        options.Rounds > 1 ? [] : [OptionFault.Of("rounds", "1", "at least 2")];

    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var merged = await federation.Train(federation.Merge(options.TaskSet(), options.Rounds / 2));
        var apart = options.TaskSet().Select(task => federation.Continue(merged, [task], options.Rounds));
        return [.. (await federation.TrainAll(apart)).Select(FinalModel.Of)];
    }
}
