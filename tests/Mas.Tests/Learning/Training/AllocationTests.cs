using Mas.Engine.Optimisers;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Training;

/// <summary>What training leaves to the garbage collector: bytes, which are the same on every machine.</summary>
public class AllocationTests
{
    private const string Letters = "sdnkt";

    [Fact]
    public void AStepInTheSteadyStateAllocatesLessThan64KiB()
    {
        var tasks = TestCatalogue.Learning.TaskSet(Letters);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var model = bench.Model(ModelDescription.OfPictures("xception-quarter", 32, tasks));
        model.Parameters.Initialise(new Seed(1));
        using var sgd = new Sgd(model.Parameters, momentum: 0.9, weightDecay: 1e-4, clipNorm: 0.1);
        using var batch = new Batch(bench.Pool, 4, BatchShape.Pictures(32, tasks));
        foreach (var tensor in batch.Targets.Append(batch.Input).Append(batch.Weights[0]))
        {
            tensor.Values.Fill(1);
        }

        var tape = bench.Tape();
        var losses = new MeanLoss[tasks.Count];
        for (var step = 0; step < 3; step++)
        {
            Step();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 64 * 1024);

        void Step()
        {
            TrainingStep.Run(model, tape, batch, losses);
            sgd.Step(1e-3);
        }
    }
}
