using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Optimisers;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Learning.Examples;
using Mas.Learning.Models;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Training;

public class LocalTrainingTests(SmallHouse house) : IClassFixture<SmallHouse>
{
    [Fact]
    public void AnOrderIsAPlainLoopOfSteps()
    {
        using var update = house.Train(house.Order);

        var tasks = TestCatalogue.Learning.TaskSet(SmallHouse.Letters);
        using var model = TestCatalogue.Learning.Model(
            ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
        model.Parameters.Values.CopyFrom(house.Start);
        using var sgd = new Sgd(model.Parameters, 0.9, 1e-3);
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        using var batch = new Batch(pool, 4, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
        var losses = new MeanLoss[3];
        var steps = new List<MeanLoss[]>();
        var batches = new TrainingBatches(house.Views, 4, new Seed(3));
        foreach (var views in batches.Epochs(2))
        {
            house.Building.Fill(batch, Split.Train, views, batches.Draws);
            TrainingStep.Run(model, tape, batch, losses);
            sgd.Step(0.02);
            steps.Add([.. losses]);
        }

        Assert.Equal(2 * (house.Views / 4), steps.Count);
        Assert.Equal(Bits.Of(model.Parameters.Values.Values), Bits.Of(update.Parameters!.Values));
        Assert.Equal(Means(steps), update.Losses);
        Assert.Equal(house.Views, update.Samples);
        Assert.Equal(6 * tape.MultiplyAdds, update.Flops);
        Assert.Null(update.Fault);
        Assert.Null(update.Affinity);
    }

    [Fact]
    public void ProbingLeavesWeightsAndStatisticsAsTheyWouldBe()
    {
        using var without = house.Train(house.Order);
        using var with = house.Train(house.OrderWith(settings => settings with { ProbeEvery = 1 }));
        using var seldom = house.Train(house.OrderWith(settings => settings with { ProbeEvery = 2 }));

        Assert.Equal(Bits.Of(without.Parameters!.Values), Bits.Of(with.Parameters!.Values));
        Assert.Equal(without.Losses, with.Losses);
        var steps = 2 * (house.Views / 4);
        Assert.Equal((0, steps, (steps + 1) / 2), (without.Probes, with.Probes, seldom.Probes));
        Assert.True(with.Flops > seldom.Flops && seldom.Flops > without.Flops);
        Assert.All(
            with.Affinity!, (row, i) => Assert.All(row.Where((_, j) => j != i), z => Assert.InRange(z!.Value, -10, 1)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void ThreadsDoNotMatter(double clipNorm)
    {
        var order = house.OrderWith(settings => settings with { ProbeEvery = 2, ClipNorm = clipNorm });
        using var one = house.Train(order);
        using var three = house.Train(order, threads: 3);

        Assert.Equal(Bits.Of(one.Parameters!.Values), Bits.Of(three.Parameters!.Values));
        Assert.Equal(one.Affinity, three.Affinity);
    }

    public static TheoryData<GradientRule> Rules => [.. Enum.GetValues<GradientRule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void EveryRuleIsRepeatableWhateverTheThreads(GradientRule rule)
    {
        var order = house.OrderWith(settings => settings with { Step = new StepRule { Gradients = rule } });
        using var plain = house.Train(house.Order);
        using var one = house.Train(order);
        using var three = house.Train(order, threads: 3);

        Assert.Null(one.Fault);
        Assert.Equal(Bits.Of(one.Parameters!.Values), Bits.Of(three.Parameters!.Values));
        Assert.Equal(one.Balance?.Weights, three.Balance?.Weights);
        Assert.Equal(rule == GradientRule.GradNorm, one.Balance is not null);
        Assert.Equal(
            rule == GradientRule.Sum, Bits.Of(one.Parameters.Values) == Bits.Of(plain.Parameters!.Values));
        Assert.Equal(rule == GradientRule.Sum, one.Flops == plain.Flops);
        Assert.Equal(rule == GradientRule.PcGrad, one.Flops > 1.2 * plain.Flops);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void FrozenNormsKeepTheirStatisticsWhateverTheRule(GradientRule rule)
    {
        using var update = house.Train(
            house.OrderWith(settings => settings with { FreezesNorms = true, ProbeEvery = 1, Step = new StepRule { Gradients = rule } }));

        Assert.Null(update.Fault);
        var (weights, all) = (house.Start.Layout.WeightCount, house.Start.Layout.Count);
        Assert.True(weights < all);
        Assert.Equal(
            Bits.Of(house.Start.Values[weights..]), Bits.Of(update.Parameters!.Values[weights..]));
        Assert.NotEqual(Bits.Of(house.Start.Weights), Bits.Of(update.Parameters.Weights));
    }

    [Fact]
    public void FrozenNormsTrainWithWhatTheyAreEvaluatedWith()
    {
        var order = house.OrderWith(settings => settings with { FreezesNorms = true, LocalEpochs = 1 });
        using var update = house.Train(order);
        using var probed = house.Train(order with { Settings = order.Settings with { ProbeEvery = 1 } });

        var tasks = TestCatalogue.Learning.TaskSet(SmallHouse.Letters);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var model = bench.Model(ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
        model.Parameters.Values.CopyFrom(house.Start);
        using var sgd = new Sgd(model.Parameters, 0.9, 1e-3);
        using var batch = new Batch(bench.Pool, 4, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
        var steps = new List<MeanLoss[]>();
        var batches = new TrainingBatches(house.Views, 4, new Seed(3));
        foreach (var views in batches.Epochs(1))
        {
            // The loss that a step reports is that of an evaluation of the same pictures.
            house.Building.Fill(batch, Split.Train, views, batches.Draws);
            var tape = bench.Tape();
            (tape.Records, tape.Statistics) = (false, BatchStatistics.Running);
            var features = model.Encoder.Forward(tape, batch.Input);
            steps.Add([
                .. tasks.Select((task, index) => MeanLoss.Of(task.Objective.Loss(
                    tape, model.Heads[index].Forward(tape, features), batch.Targets[index], batch.Weights[index]))),
            ]);
            tape.Rewind();
            var losses = new MeanLoss[tasks.Count];
            TrainingStep.Run(model, tape, batch, losses);
            sgd.Step(0.02);
        }

        Assert.Equal(Means(steps), update.Losses);
        Assert.Equal(Bits.Of(model.Parameters.Values.Values), Bits.Of(update.Parameters!.Values));
        Assert.Equal(Bits.Of(update.Parameters.Values), Bits.Of(probed.Parameters!.Values));
        Assert.All(
            probed.Affinity!,
            (row, i) => Assert.All(row.Where((_, j) => j != i), z => Assert.True(double.IsFinite(z!.Value))));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void ATaskAloneIsTrainedTheSameByEveryRule(GradientRule rule)
    {
        using var start = TestCatalogue.Learning.Model(
            ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, TestCatalogue.Learning.TaskSet("n")));
        start.Parameters.Values.CopyFrom(house.Start);
        var order = house.Order with { Tasks = TaskSets.Of("n"), Parameters = start.Parameters.Values };
        using var plain = house.Train(order);
        using var other = house.Train(order with { Settings = order.Settings with { Step = new StepRule { Gradients = rule } } });

        Assert.Equal(plain.Parameters!.Values.ToArray(), other.Parameters!.Values.ToArray());
    }

    [Fact]
    public void GradNormGoesOnFromTheBalanceItIsSent()
    {
        var order = house.OrderWith(settings => settings with { Step = new StepRule { Gradients = GradientRule.GradNorm } });
        using var first = house.Train(order);
        using var second = house.Train(order with { Balance = first.Balance });

        Assert.Equal(3, first.Balance!.Weights.Sum(), 1e-9);
        Assert.NotEqual(LossBalance.Even(3).Weights, first.Balance.Weights);
        Assert.Equal(first.Balance.FirstLosses, second.Balance!.FirstLosses);
        Assert.NotEqual(first.Balance.Weights, second.Balance.Weights);
    }

    [Fact]
    public void AProximalTermHoldsAClientBack()
    {
        using var free = house.Train(house.Order);
        using var held = house.Train(house.OrderWith(settings => settings with { Step = new StepRule { Proximal = 5 } }));

        Assert.True(Distance(held) < 0.9 * Distance(free), $"{Distance(held)} of {Distance(free)}");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void NoStepOfAnyRuleIsLongerThanTheNormItIsClippedTo(GradientRule rule)
    {
        const double norm = 0.25;
        var order = house.OrderWith(settings => settings with
        {
            Step = new StepRule { Gradients = rule, Proximal = 0.1 },
            Momentum = 0,
            WeightDecay = 0,
            LocalEpochs = 1,
            BatchSize = house.Views,
        });
        using var free = house.Train(order);
        using var clipped = house.Train(order with { Settings = order.Settings with { ClipNorm = norm } });

        // One step: the way is the rate times the norm.
        Assert.True(Distance(free) > order.Settings.LearningRate * norm * 2, $"{Distance(free)}");
        Assert.Equal(order.Settings.LearningRate * norm, Distance(clipped), order.Settings.LearningRate * norm * 1e-3);
    }

    [Fact]
    public void ClippingToANormThatNoStepReachesChangesNoBit()
    {
        using var free = house.Train(house.Order);
        using var bound = house.Train(
            house.OrderWith(settings => settings with { ClipNorm = TrainingSettings.MostClipNorm }));

        Assert.Equal(Bits.Of(free.Parameters!.Values), Bits.Of(bound.Parameters!.Values));
    }

    [Fact]
    public void AClientWithFewerViewsThanABatchTrainsOnWhatItHas()
    {
        using var update = house.Train(house.OrderWith(settings => settings with { BatchSize = 64, LocalEpochs = 1 }));
        using var exact = house.Train(house.OrderWith(settings => settings with { BatchSize = house.Views, LocalEpochs = 1 }));

        Assert.Null(update.Fault);
        Assert.Equal(house.Views, update.Samples);
        Assert.NotEqual(Bits.Of(house.Start.Values), Bits.Of(update.Parameters!.Values));
        Assert.Equal(Bits.Of(exact.Parameters!.Values), Bits.Of(update.Parameters.Values));
    }

    [Fact]
    public void ALossThatIsNoNumberIsAFaultAndNoModel()
    {
        using var broken = house.Start.Clone();
        broken["decoders.n.output.pointwise.weight"].Fill(float.NaN);
        using var update = house.Train(house.Order with { Parameters = broken });

        Assert.Equal("The loss of task 'n' is NaN in step 1.", update.Fault);
        Assert.Null(update.Parameters);
    }

    [Fact]
    public void TheGlobalModelIsReadAndNeverWritten()
    {
        var before = Bits.Of(house.Start.Values);
        house.Train(house.OrderWith(settings => settings with { ProbeEvery = 1 })).Dispose();

        Assert.Equal(before, Bits.Of(house.Start.Values));
    }

    [Fact]
    public void AnOrderKeepsNothingForTheNext()
    {
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var first = Trained(house.Order);
        var settled = bench.Pool.ReservedBytes;

        Assert.NotEqual(first, Trained(house.Order with { Seed = new Seed(4) }));
        Assert.Equal(first, Trained(house.Order));
        Assert.Equal(settled, bench.Pool.ReservedBytes);

        string Trained(Order order)
        {
            using var update = LocalTraining.Train(
                order, house.Building, bench, TimeProvider.System, CancellationToken.None);
            return Bits.Of(update.Parameters!.Values);
        }
    }

    [Fact]
    public void StepsInTheSteadyStateReserveNothing()
    {
        var tasks = TestCatalogue.Learning.TaskSet(SmallHouse.Letters);
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);
        var model = bench.Model(ModelDescription.OfPictures(SmallHouse.Encoder, SmallHouse.ImageSize, tasks));
        model.Parameters.Values.CopyFrom(house.Start);
        using var batch = new Batch(bench.Pool, 4, BatchShape.Pictures(SmallHouse.ImageSize, tasks));
        house.Building.Fill(batch, Split.Train, [0, 1, 2, 3], []);
        var losses = new MeanLoss[tasks.Count];
        TrainingStep.Run(model, bench.Tape(), batch, losses);
        var settled = bench.Pool.ReservedBytes;

        for (var step = 0; step < 5; step++)
        {
            TrainingStep.Run(model, bench.Tape(), batch, losses);
        }

        Assert.Equal(settled, bench.Pool.ReservedBytes);
    }

    [Fact]
    public void ACancelledOrderEnds()
    {
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);

        Assert.Throws<OperationCanceledException>(() => LocalTraining.Train(
            house.Order, house.Building, bench, TimeProvider.System, new CancellationToken(canceled: true)));
    }

    /// <summary>By task, the mean of the steps' losses over all pixels they measured.</summary>
    private static IEnumerable<MeanLoss> Means(List<MeanLoss[]> steps) => steps[0].Select((_, task) =>
    {
        var pixels = steps.Sum(step => step[task].Pixels);
        return new MeanLoss(steps.Sum(step => step[task].Value!.Value * step[task].Pixels) / pixels, pixels);
    });

    /// <summary>How far an update's weights are from where the order began.</summary>
    private double Distance(Update update)
    {
        var sum = 0.0;
        for (var index = 0; index < house.Start.Weights.Length; index++)
        {
            sum += Math.Pow(update.Parameters!.Weights[index] - house.Start.Weights[index], 2);
        }

        return Math.Sqrt(sum);
    }
}
