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
        var found = new Dictionary<string, EvaluatedLosses>
        {
            [SplitNames.Validation] = await Test(Split.Validation, SplitNames.Validation),
            [SplitNames.Test] = await Test(Split.Test, SplitNames.Test),
        };
        journal.Append(new ConstantsTested(
            tasks.Zip(outputs).ToDictionary(
                task => task.First.Mark, task => (IReadOnlyList<float>?)task.Second),
            found.ToDictionary(split => split.Key, split => LossFields.Means(split.Value.Losses)))
        {
            Sums = found.ToDictionary(split => split.Key, split => split.Value.Sums),
        });

        async Task<EvaluatedLosses> Test(Split split, string name)
        {
            var tested = EvaluatedLosses.Over(
                options, tasks, await clients.EvaluateConstants(tasks, outputs, split, cancellation));
            tested.Warn(journal, null, null, name);
            return tested;
        }
    }
}
