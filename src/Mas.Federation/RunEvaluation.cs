using Mas.Engine.Autograd;
using Mas.Federation.Catalogues;
using Mas.Federation.Journals;
using Mas.Federation.Rounds;
using Mas.Federation.Runs;
using Mas.Federation.Simulation;
using Mas.Learning;
using Mas.Learning.Examples;
using Mas.Learning.Tasks;
using Mas.Learning.Training;

namespace Mas.Federation;

/// <summary>
/// The final models of finished runs, evaluated anew: on views of any split, on buildings the run did not know, or with
/// other statistics than those its own test used. It writes nothing. A model that serves several runs is evaluated once.
/// </summary>
public sealed class RunEvaluation : IDisposable
{
    private readonly Dictionary<string, EvaluatedLosses> _done = [];
    private readonly SimulatedClients _clients;
    private readonly IShardSet _data;
    private readonly Split _split;
    private readonly RunCatalogue _catalogue;

    /// <summary>Starts the threads.</summary>
    /// <param name="data">The views; stay the caller's.</param>
    /// <param name="catalogue">What the runs have chosen from.</param>
    /// <param name="split">Which of them.</param>
    /// <param name="ofBatches">
    /// Whether batch norms use the statistics of the batch that is evaluated, of one building, as in training (Nado et
    /// al., arXiv 2006.10963), in place of the running ones the model comes with. A prediction then depends on those
    /// alongside it, and the loss on the batch size, which is the run's.
    /// </param>
    /// <param name="threads">Threads in all; at least 1. The losses do not depend on it.</param>
    public RunEvaluation(
        IShardSet data, RunCatalogue catalogue, Split split, bool ofBatches, int threads)
    {
        (_data, _split, _catalogue) = (data, split, catalogue);
        _clients = new SimulatedClients(
            data.Shards, catalogue.Learning, threads, data.Shards.Count, TimeProvider.System)
        {
            Statistics = ofBatches ? BatchStatistics.BatchUntracked : BatchStatistics.Running,
        };
    }

    /// <summary>The losses of a run's final models, each task by the model that serves it.</summary>
    /// <param name="folder">The run; its pictures are of the size of the data set's.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <exception cref="InputException">
    /// The run has not ended, it has one model per client, the data set lacks examples, or a model's file is damaged.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<LossSummary> Losses(RunFolder folder, CancellationToken cancellation)
    {
        var history = RunHistory.ReadFinished(folder);
        if (_catalogue.Methods.Of(folder.Options) is { IsForSingleClients: true } method)
        {
            throw new InputException(
                $"{folder.Path} has one model per client ({method.Name}); only models that all clients share can be "
                + "evaluated.");
        }

        var losses = new Dictionary<string, double?>();
        foreach (var task in folder.Options.TaskNames)
        {
            losses[task] = (await Evaluate(folder, history.ServersOf(task)[0], cancellation)).Losses[task].Value;
        }

        return LossSummary.Of(losses);
    }

    /// <summary>The losses of the best constant maps of the data set's training views.</summary>
    /// <param name="options">A run's: the tasks.</param>
    /// <param name="cancellation">Ends the work between two batches.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<LossSummary> OfConstants(RunOptions options, CancellationToken cancellation)
    {
        var tasks = options.TaskSet();
        var outputs = ConstantMaps.Best(tasks, await _clients.CountTargets(tasks, cancellation));
        var found = EvaluatedLosses.Over(
            options, tasks, await _clients.EvaluateConstants(tasks, outputs, _split, cancellation));
        return LossSummary.Of(found.Losses.ToDictionary(loss => loss.Key, loss => loss.Value.Value));
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _clients.Dispose();

    private async Task<EvaluatedLosses> Evaluate(RunFolder folder, StageHistory stage, CancellationToken cancellation)
    {
        var saved = stage.Model!;
        if (_done.TryGetValue(saved.Sha256, out var done))
        {
            return done;
        }

        using var model = folder.Checkpoints.Load(saved, out var fault)
            ?? throw new InputException($"{folder.Path}: {fault}");
        var options = folder.Options;
        LearningTask[] tasks = [.. options.TaskSet().Where(task => stage.Tasks.Contains(task.Mark))];
        var found = EvaluatedLosses.Over(options, tasks, await _clients.Evaluate(
            options.Model(tasks), model, _split, options.Batch, null, cancellation));
        if (found.Views == 0)
        {
            throw new InputException($"{_data.Location} has no {_split.ToString().ToLowerInvariant()} examples.");
        }

        _done.Add(saved.Sha256, found);
        return found;
    }
}
