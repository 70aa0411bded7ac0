using Mas.Engine.Autograd;
using Mas.Engine.Parallelism;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Training;

/// <summary>The affinity, once more by its definition: one task at a time, from a fresh copy of the model.</summary>
public class AffinityProbeTests(SmallHouse house) : IClassFixture<SmallHouse>
{
    private const double LearningRate = 0.05;
    private const double WeightDecay = 0.01;

    [Fact]
    public void AProbeMeasuresWhatItsDefinitionSays()
    {
        var tasks = TestCatalogue.Learning.TaskSet(SmallHouse.Letters);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var model = bench.Model(ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
        model.Parameters.Values.CopyFrom(house.Start);
        using var batch = new Batch(bench.Pool, 4, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
        house.Building.Fill(batch, Split.Train, [0, 1, 2, 3], [false, true, false, true]);
        var flops = 0L;

        var affinity = AffinityProbe.Measure(model, bench.Tape(), batch, LearningRate, WeightDecay, ref flops);

        Assert.Equal(Bits.Of(house.Start.Values), Bits.Of(model.Parameters.Values.Values));
        Assert.True(flops > 0);
        var before = Losses(model, bench, batch);
        for (var i = 0; i < tasks.Count; i++)
        {
            StepTheEncoderFor(i, model, bench, batch);
            var after = Losses(model, bench, batch);
            for (var j = 0; j < tasks.Count; j++)
            {
                Assert.Equal(1 - (after[j] / before[j]), affinity[i][j]!.Value, 1e-6);
            }

            Assert.True(affinity[i][i] > 0, "A small step for a task helps that task.");
        }
    }

    [Fact]
    public void TheFirstOrderIsWhatTheLookAheadBecomesForSmallSteps()
    {
        var tasks = TestCatalogue.Learning.TaskSet(SmallHouse.Letters);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var model = bench.Model(ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
        model.Parameters.Values.CopyFrom(house.Start);
        using var batch = new Batch(bench.Pool, 4, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
        house.Building.Fill(batch, Split.Train, [0, 1, 2, 3], []);
        var flops = 0L;

        // The error is of the order of eta squared: a fourth of the step, about a sixteenth of the error.
        var coarse = Error(4e-4);
        var fine = Error(1e-4);

        Assert.InRange(fine, 0, coarse / 4);
        Assert.Equal(Bits.Of(house.Start.Values), Bits.Of(model.Parameters.Values.Values));

        double Error(double rate)
        {
            var exact = AffinityProbe.Measure(model, bench.Tape(), batch, rate, 10, ref flops);
            var estimate = AffinityProbe.Measure(
                model, bench.Tape(), batch, rate, 10, ref flops, AffinityRule.FirstOrder);
            var (error, size) = (0.0, 0.0);
            for (var i = 0; i < tasks.Count; i++)
            {
                for (var j = 0; j < tasks.Count; j++)
                {
                    error = Math.Max(error, Math.Abs((exact[i][j] - estimate[i][j])!.Value));
                    size = Math.Max(size, Math.Abs(exact[i][j]!.Value));
                }
            }

            Assert.InRange(error, 0, size / 5);
            return error;
        }
    }

    [Theory]
    [InlineData(AffinityRule.LookAhead)]
    [InlineData(AffinityRule.FirstOrder)]
    public void AStepWithAProbeIsTheStepWithout(AffinityRule rule)
    {
        var tasks = TestCatalogue.Learning.TaskSet(SmallHouse.Letters);
        var plain = Step(null);
        var probing = Step(rule);

        Assert.Equal(plain, probing);

        (string Values, string Gradients, string Losses) Step(AffinityRule? probing)
        {
            using var workers = new WorkPool(2);
            using var bench = new Workbench(workers, TestCatalogue.Learning);
            var model = bench.Model(ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
            model.Parameters.Values.CopyFrom(house.Start);
            using var batch = new Batch(bench.Pool, 4, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
            house.Building.Fill(batch, Split.Train, [0, 1, 2, 3], [true, false, true, false]);
            var tape = bench.Tape();
            var losses = new MeanLoss[tasks.Count];
            var probe = probing is { } how
                ? new AffinityProbe(model, tape, LearningRate, WeightDecay) { Rule = how }
                : null;
            TrainingStep.Run(model, tape, batch, losses, probe);
            Assert.NotEqual(Bits.Of(house.Start.Values), Bits.Of(model.Parameters.Values.Values));
            Assert.Equal(probing is null ? null : tasks.Count, probe?.Affinity.Length);
            return (
                Bits.Of(model.Parameters.Values.Values), Bits.Of(model.Parameters.Gradients), string.Join(' ', losses));
        }
    }

    [Theory]
    [InlineData(AffinityRule.LookAhead)]
    [InlineData(AffinityRule.FirstOrder)]
    public void APairIsMeasuredWhereABatchHasValidPixelsOfBoth(AffinityRule rule)
    {
        using var drawn = new DrawnBatch("sdk");
        drawn.Unlabel();

        var affinity = drawn.Probe(rule).Affinity;

        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                if (i != j)
                {
                    Assert.Equal(i != 0 && j != 0, affinity[i][j] is { } known && double.IsFinite(known) && known != 0);
                }
            }
        }
    }

    [Theory]
    [InlineData(AffinityRule.LookAhead)]
    [InlineData(AffinityRule.FirstOrder)]
    public void TheMeanOfAnOrderIsOverTheProbesThatMeasured(AffinityRule rule)
    {
        using var drawn = new DrawnBatch("sdk");
        var whole = drawn.Probe(rule);
        drawn.Unlabel();
        var partly = drawn.Probe(rule);
        var sum = new ProbeSum(3);

        Assert.Null(sum.Mean);
        sum.Add(partly);
        Assert.Null(sum.Mean![0][1]);
        sum.Add(whole);
        sum.Add(partly);

        Assert.Equal(3, sum.Count);
        Assert.Equal(whole.Affinity[0][1], sum.Mean![0][1]);
        Assert.Equal(whole.Affinity[2][0], sum.Mean![2][0]);
        Assert.Equal(
            (whole.Affinity[1][2]!.Value + (2 * partly.Affinity[1][2]!.Value)) / 3, sum.Mean![1][2]!.Value, 1e-12);
    }

    [Fact]
    public void OfALossOfZeroThereIsNoShare()
    {
        Assert.True(AffinityProbe.Measures(new MeanLoss(0, 5), new MeanLoss(0.5, 7)));
        Assert.False(AffinityProbe.Measures(new MeanLoss(0.5, 5), new MeanLoss(0, 7)));
        Assert.False(AffinityProbe.Measures(new MeanLoss(0.5, 5), MeanLoss.None));
        Assert.False(AffinityProbe.Measures(MeanLoss.None, new MeanLoss(0.5, 5)));
    }

    private void StepTheEncoderFor(int task, MultiTaskModel model, Workbench bench, Batch batch)
    {
        model.Parameters.Values.CopyFrom(house.Start);
        model.Parameters.ZeroGradients();
        var tape = bench.Tape();
        tape.Statistics = BatchStatistics.BatchUntracked;
        var output = model.Heads[task].Forward(tape, model.Encoder.Forward(tape, batch.Input));
        tape.Backward(model.Tasks[task].Objective.Loss(tape, output, batch.Targets[task], batch.Weights[task]).Mean);
        for (var index = 0; index < model.EncoderWeightCount; index++)
        {
            ref var weight = ref model.Parameters.Values.Weights[index];
            weight -= (float)(LearningRate * (model.Parameters.Gradients[index] + (WeightDecay * weight)));
        }
    }

    private static double[] Losses(MultiTaskModel model, Workbench bench, Batch batch)
    {
        var tape = bench.Tape();
        tape.Records = false;
        tape.Statistics = BatchStatistics.BatchUntracked;
        var features = model.Encoder.Forward(tape, batch.Input);
        double[] losses =
        [
            .. model.Tasks.Select((task, index) => MeanLoss.Of(task.Objective.Loss(
                tape, model.Heads[index].Forward(tape, features), batch.Targets[index], batch.Weights[index]))
                .Value!.Value),
        ];
        tape.Rewind();
        return losses;
    }
}
