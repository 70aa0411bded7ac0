using Mas.Federation.Journals;
using Mas.Learning.Data;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// Finds the best constant outputs of all clients and their losses. Clients send counts of target values, never a
/// target; the counts are whole numbers, so that the result has the same bits whichever clients answer first.
/// </summary>
internal static class ConstantTest
{
    /// <summary>Asks the clients.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="tasks">The tasks of the run.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="IOException">No client answered.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    internal static async Task<ConstantsTested> Run(
        IClients clients, IReadOnlyList<LearningTask> tasks, CancellationToken cancellation)
    {
        var outputs = ConstantMaps.Best(tasks, await clients.CountTargets(tasks, cancellation));
        return new ConstantsTested(
            tasks.Zip(outputs).ToDictionary(
                task => task.First.Letter.ToString(), task => (IReadOnlyList<float>?)task.Second),
            new Dictionary<string, IReadOnlyDictionary<string, double?>>
            {
                [SplitNames.Validation] = await Losses(Split.Validation),
                [SplitNames.Test] = await Losses(Split.Test),
            });

        async Task<IReadOnlyDictionary<string, double?>> Losses(Split split)
        {
            var found = await clients.EvaluateConstants(tasks, outputs, split, cancellation);
            return found.Losses.ToDictionary(loss => loss.Key, loss => loss.Value.Value);
        }
    }
}
