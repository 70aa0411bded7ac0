using Mas.Federation.Methods;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Tests.Federation.Methods;

/// <summary>The method that the documentation of <see cref="Method"/> shows.</summary>
internal sealed class InPairs : Method
{
    public override string Name => "in-pairs";

    public override string Summary => "every two neighbouring tasks in one model";

    public override string Title => "in pairs";

    public override string Story(RunOptions options) => "Every two neighbouring tasks share one model.";

    public override async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var pairs = options.TaskSet().Chunk(2).Select(pair => federation.Merge(pair, options.Rounds));
        return [.. (await federation.TrainAll(pairs)).Select(FinalModel.Of)];
    }
}
