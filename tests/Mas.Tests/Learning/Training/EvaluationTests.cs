using Mas.Engine.Parallelism;
using Mas.Engine.Parameters;
using Mas.Learning.Examples;
using Mas.Learning.Training;

namespace Mas.Tests.Learning.Training;

public class EvaluationTests(SmallHouse house) : IClassFixture<SmallHouse>
{
    [Fact]
    public void LossesDoNotDependOnBatchesOrThreads()
    {
        using var trained = house.Train(house.Order).Parameters!;
        var before = Bits.Of(trained.Values);

        var whole = Losses(trained, "nk", batchSize: 64);
        Assert.Equal(whole, Losses(trained, "nk", batchSize: 64, threads: 3));
        Assert.Equal(whole.Reverse(), Losses(trained, "kn", batchSize: 64));

        // Sums in another order; batch norms that looked at the batch would differ in the first digit.
        Assert.Equal(whole[1], Losses(trained, "nk", batchSize: 1)[1], 1e-5);
        Assert.Equal(whole[1], Losses(trained, "nk", batchSize: 5)[1], 1e-5);
        Assert.Equal(before, Bits.Of(trained.Values));
    }

    [Fact]
    public void BatchNormsUseTheirRunningStatistics()
    {
        using var trained = house.Train(house.Order).Parameters!;
        var before = Losses(trained, "k", batchSize: 4)[0];
        var variances = trained.Layout.Slots.Where(slot => slot.Name.EndsWith("running_var", StringComparison.Ordinal));
        foreach (var slot in variances)
        {
            foreach (ref var variance in trained[slot])
            {
                variance *= 4;
            }
        }

        Assert.True(Math.Abs(before - Losses(trained, "k", batchSize: 4)[0]) > 1e-3 * before);
    }

    [Fact]
    public void AnInterruptedEvaluationEnds()
    {
        using var bench = new Workbench(WorkPool.Serial, TestCatalogue.Learning);

        Assert.Throws<OperationCanceledException>(() => Evaluation.Measure(
            SmallHouse.Model("k"), house.Start, house.Building, Split.Train, 4, bench, new CancellationToken(canceled: true)));
    }

    private double[] Losses(NamedTensors model, string tasks, int batchSize, int threads = 1)
    {
        using var workers = new WorkPool(threads);
        using var bench = new Workbench(workers, TestCatalogue.Learning);
        var found = Evaluation.Measure(
            SmallHouse.Model(tasks), model, house.Building, Split.Train, batchSize, bench, CancellationToken.None);
        return [.. found.Select(task => task.Loss.Value!.Value)];
    }
}
