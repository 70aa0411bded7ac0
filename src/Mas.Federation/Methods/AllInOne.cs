using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// All tasks merged into one to the end: plainly, or with the steps of FedProx (Li et al., MLSys 2020), GradNorm (Chen
/// et al., ICML 2018) or PCGrad (Yu et al., NeurIPS 2020), which the options name.
/// </summary>
internal static class AllInOne
{
    internal static async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var merged = federation.Merge(options.TaskSet(), options.Rounds, measures: true, options.Step);
        return [FinalModel.Of(await federation.Train(merged))];
    }
}
