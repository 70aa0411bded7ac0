using Mas.Federation.Journals;
using Mas.Federation.Runs;
using Mas.Learning.Examples;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// Finds the best constant outputs of all clients and their losses. Clients send counts of target values, never a
/// target; the counts are whole numbers, so that the result has the same bits whichever clients answer first.
/// </summary>
internal static class ConstantTest
{
    /// <summary>Asks the clients and writes down what they found.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="IOException">No client answered.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    internal static async Task Run(
        IClients clients, RunOptions options, Journal journal, CancellationToken cancellation)
    {
        var tasks = options.TaskSet();
        var outputs = ConstantMaps.Best(tasks, await clients.CountTargets(tasks, cancellation));
        journal.Append(new ConstantsTested(
            tasks.Zip(outputs).ToDictionary(
                task => task.First.Mark, task => (IReadOnlyList<float>?)task.Second),
            new Dictionary<string, IReadOnlyDictionary<string, double?>>
            {
                [SplitNames.Validation] = await Losses(Split.Validation, SplitNames.Validation),
                [SplitNames.Test] = await Losses(Split.Test, SplitNames.Test),
            }));

        async Task<IReadOnlyDictionary<string, double?>> Losses(Split split, string name)
        {
            var found = EvaluatedLosses.Over(
                options, tasks, await clients.EvaluateConstants(tasks, outputs, split, cancellation));
            found.Warn(journal, null, null, name);
            return found.Losses.ToDictionary(loss => loss.Key, loss => loss.Value.Value);
        }
    }
}
