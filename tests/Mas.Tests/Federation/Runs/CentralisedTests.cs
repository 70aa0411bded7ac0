using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Optimisers;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Federation.Runs;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;
using Mas.Rooms;
using Mas.Vision.Taskonomy;

namespace Mas.Tests.Federation.Runs;

public sealed class CentralisedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ARunOfOneClientIsPlainTrainingToTheBit()
    {
        var options = TestCatalogue.Options with
        {
            Data = _folder["rooms"],
            Tasks = "dk",
            Method = "all-in-one",
            Rounds = 3,
            LocalEpochs = 2,
            Batch = 4,
            ImageSize = 32,
            Seed = 9,
            Out = _folder["run"],
        };
        RoomsGenerator.Write(
            options.Data, new RoomsOptions { Buildings = 1, ImageSize = 32, MinimumViews = 14, MaximumViews = 14 });
        var result = TinyRuns.Start(options);

        using var dataset = Dataset.Open(options.Data, options.TaskSet(), 32);
        using var trained = Train(options, dataset.Buildings[0]);
        using var saved = new CheckpointStore(options.Out).Load(
            new SavedCheckpoint(CheckpointStore.PathOf("dk", 3), result.ModelSha256["dk"]), out _);
        Assert.Equal(Bits.Of(trained.Parameters.Values.Values), Bits.Of(saved!.Values));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Epoch after epoch; the momentum starts from nothing every round, as a client's does.</summary>
    private static MultiTaskModel Train(RunOptions options, Building building)
    {
        var model = TestCatalogue.Learning.Model(options.Model(options.TaskSet()));
        var seed = new Seed(options.Seed);
        model.Parameters.Initialise(seed.Derive("model"));
        var schedule = new PolySchedule(options.LearningRate, options.Rounds);
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        using var sgd = new Sgd(model.Parameters, options.Momentum, options.WeightDecay);
        using var batch = new Batch(pool, options.Batch, BatchShape.Pictures(options.ImageSize, options.TaskSet()));
        for (var round = 1; round <= options.Rounds; round++)
        {
            var draws = seed.Derive("stage").Derive("dk").Derive(round).Derive("client").Derive(building.Name);
            var batches = new TrainingBatches(building.Count(Split.Train), options.Batch, draws);
            sgd.Reset();
            foreach (var views in batches.Epochs(options.LocalEpochs))
            {
                building.Fill(batch, Split.Train, views, batches.Draws);
                TrainingStep.Run(model, tape, batch, new MeanLoss[2]);
                sgd.Step(schedule.Rate(round - 1));
            }
        }

        return model;
    }
}
