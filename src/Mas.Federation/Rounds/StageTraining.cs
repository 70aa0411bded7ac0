using Mas.Engine.Checkpoints;
using Mas.Engine.Optimisers;
using Mas.Engine.Parameters;
using Mas.Engine.Randomness;
using Mas.Federation.Affinities;
using Mas.Federation.Journals;
using Mas.Federation.Ledgers;
using Mas.Federation.Runs;
using Mas.Federation.Simulation;
using Mas.Learning.Data;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Federation.Rounds;

/// <summary>
/// The round loop: select clients, let them train, average, write down, next. It knows neither which method runs nor
/// what the tasks are. What a stage has finished before is found in the journal's history and not done again.
/// </summary>
internal sealed class StageTraining(
    RunOptions options, SimulatedClients clients, CheckpointStore checkpoints, Journal journal, RunHistory history,
    EnergyMeter energy, TimeProvider time, CancellationToken cancellation)
{
    private readonly Seed _seed = new(options.Seed);
    private readonly PolySchedule _schedule = new(options.LearningRate, options.Rounds);

    /// <summary>Trains a stage from its first round, or from where it was left, to its last.</summary>
    /// <exception cref="NoValidUpdateException">A round had no update that may be used.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; it can be resumed.</exception>
    internal async Task<TrainedStage> Run(Stage stage)
    {
        var past = history.Stage(stage.Name);
        if (past is null)
        {
            journal.Append(new StageStarted(
                stage.Name, Names(stage), stage.FirstRound, stage.LastRound - stage.FirstRound + 1, stage.Parent?.Stage.Name));
        }

        var (round, model, checkpoint) = Restore(stage, past);
        while (round < stage.LastRound)
        {
            round++;
            (model, checkpoint) = await TrainRound(stage, round, model);
            if (IsEvaluated(stage, round))
            {
                await Evaluate(stage, round, model, Split.Validation);
            }
        }
    }

    private async Task<(NamedTensors Model, Checkpoint Checkpoint)> TrainRound(Stage stage, int round, NamedTensors model)
    {
        var started = time.GetTimestamp();
        var seed = _seed.Derive("stage").Derive(stage.Name).Derive(round);
        var selected = Selection.Draw(clients.Names, options.ClientsPerRound, seed.Derive("selection"));
        var orders = selected.Select(client => Order(stage, round, client, model, seed.Derive("client").Derive(client)));
        var updates = await Task.WhenAll(orders.Select(order => clients.Train(order, cancellation)));
        
    }
}
