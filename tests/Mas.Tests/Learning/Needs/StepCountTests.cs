using Mas.Engine.Randomness;
using Mas.Learning.Models;
using Mas.Learning.Needs;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Needs;

/// <summary>What is counted on paper against what a step takes that is carried out.</summary>
public class StepCountTests
{
    /// <summary>Steps of every kind there is.</summary>
    public static TheoryData<string, string, int, int, string> Steps => new()
    {
        { "xception-quarter", "s", 32, 1, "plain" },
        { "xception-quarter", "sdnkterca", 48, 3, "plain" },
        { "xception-quarter", "sdk", 64, 2, "proximal" },
        { "xception-quarter", "sdnkterca", 32, 4, "look-ahead" },
        { "xception-quarter", "sn", 80, 2, "look-ahead" },
        { "xception-quarter", "sdk", 48, 2, "first-order" },
        { "xception-quarter", "sdnkterca", 32, 5, "gradnorm" },
        { "xception-quarter", "dnc", 64, 2, "pcgrad" },
        { "xception-half", "ak", 112, 2, "plain" },
        { "xception-half", "sd", 32, 8, "look-ahead" },
        { "xception", "d", 32, 2, "pcgrad" },
        { "resnet-18", "n", 64, 3, "plain" },
        { "resnet-18", "sd", 32, 2, "look-ahead" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void AStepOnPaperTakesWhatOneThatIsCarriedOutTakes(
        string encoder, string letters, int imageSize, int batch, string kind)
    {
        var tasks = TestCatalogue.Learning.TaskSet(letters);
        var (step, affinity) = Kind(kind);
        using var bed = new TimedModel(
            new TimedModelOptions
            {
                Learning = TestCatalogue.Learning,
                Encoder = encoder,
                Tasks = letters,
                ImageSize = imageSize,
                Batch = batch,
                Threads = 1,
            },
            TimeProvider.System);
        var losses = new MeanLoss[tasks.Count];
        var probe = affinity is { } rule ? new AffinityProbe(bed.Model, bed.Tape, 0.01, 0) { Rule = rule } : null;

        var flops = step.Begin(tasks.Count, null, new Seed(0))?.Run(bed.Model, bed.Tape, bed.Batch, losses)
            ?? TrainingStep.Flops(TrainingStep.Run(bed.Model, bed.Tape, bed.Batch, losses, probe));
        var bytes = step.MemoryBytes(bed.Model.Parameters.Values.Layout, bed.Tape.Pool.MostLentBytes);

        var counted = StepCount.Of(
            ModelDescription.OfPictures(encoder, imageSize, tasks), batch, step, affinity, TestCatalogue.Learning);
        Assert.Equal(flops, counted.Flops * batch);
        Assert.Equal(probe?.Flops ?? 0, counted.ProbeFlops * batch);
        Assert.Equal(bytes, counted.MemoryBytes(batch));
    }

    [Theory]
    [InlineData("pcgrad")]
    [InlineData("look-ahead")]
    public void BetweenOnePictureAndABatchNearlyAsMuchIsCountedAsIsTaken(string kind)
    {
        var (step, affinity) = Kind(kind);
        var tasks = TestCatalogue.Learning.TaskSet("sd");
        StepCount Of(int batch) => StepCount.Of(
            ModelDescription.OfPictures("xception", 32, tasks), batch, step, affinity, TestCatalogue.Learning);
        var many = Of(64);

        foreach (var batch in new[] { 2, 7, 20, 40 })
        {
            Assert.InRange(many.MemoryBytes(batch), 0.97 * Of(batch).MemoryBytes(batch), double.PositiveInfinity);
        }
    }

    [Fact]
    public void TheLargestStepThereIsIsCountedWithoutItsMemory()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var counted = StepCount.Of(
            ModelDescription.OfPictures("resnet-18", 1024, TestCatalogue.Learning.Tasks), 1024, StepRule.Plain,
            AffinityRule.LookAhead, TestCatalogue.Learning);

        Assert.True(counted.MemoryBytes(1024) > 1L << 40);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64L << 20);
    }

    private static (StepRule Step, AffinityRule? Affinity) Kind(string kind) => kind switch
    {
        "proximal" => (new StepRule { Proximal = 0.1 }, null),
        "look-ahead" => (StepRule.Plain, AffinityRule.LookAhead),
        "first-order" => (StepRule.Plain, AffinityRule.FirstOrder),
        "gradnorm" => (new StepRule { Gradients = GradientRule.GradNorm }, null),
        "pcgrad" => (new StepRule { Gradients = GradientRule.PcGrad }, null),
        _ => (StepRule.Plain, null),
    };
}
