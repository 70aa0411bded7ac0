using Mas.Federation.Rounds;
using Mas.Federation.Runs;

namespace Mas.Federation.Methods;

/// <summary>
/// The higher-order approximation (Standley et al., ICML 2020): every task and every pair trained from scratch, one
/// after the other; larger groups predicted by the mean over their pairs; of the groups with the least predicted total
/// loss, those that are not trained yet are.
/// </summary>
internal static class Hoa
{
    internal static async Task<IReadOnlyList<FinalModel>> Run(TaskFederation federation, RunOptions options)
    {
        var tasks = options.TaskSet();
        var pairs = tasks.SelectMany((first, index) => tasks.Skip(index + 1).Select(second => new[] { first, second }));
        var measured = new List<TrainedStage>();
        foreach (var group in tasks.Select(task => new[] { task }).Concat(pairs))
        {
            measured.Add(await federation.Train(federation.Merge(group, options.Rounds)));
        }

        var chosen = federation.Predict(measured);
        return chosen.Models(await federation.TrainAll(
            chosen.Groups.Select(group => federation.Merge(group, options.Rounds))));
    }
}
