using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;
using Mas.Learning.Objectives;

namespace Mas.Tests.Learning.Objectives;

public class SquaredErrorObjectiveTests
{
    [Fact]
    public void CountsTheKnownTargetsAlone()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor output = Row(3, 1, 7), target = Row(1, 1, 1000), weight = Row(1, 1, 0);

        var loss = SquaredErrorObjective.Instance.Loss(tape, output, target, weight);

        Assert.Equal((2L, 2f), (loss.Count, loss.Mean.Scalar));
        Assert.Equal(
            [true, true, false],
            Enumerable.Range(0, 3).Select(row => SquaredErrorObjective.Instance.Measures(target, weight, row)));

        Tensor Row(params float[] values)
        {
            var tensor = tape.Rent(new Shape(values.Length, 1, 1, 1));
            values.CopyTo(tensor.Values);
            return tensor;
        }
    }

    [Fact]
    public void HasTheMeanAsItsBestConstant()
    {
        var counts = new TargetHistogram();
        foreach (var value in new[] { -1f, 0, 0, 9 })
        {
            counts.Add(SquaredErrorObjective.Instance.BinOf(value));
        }

        Assert.Equal(2, SquaredErrorObjective.Instance.BestConstant([counts], 1)[0], 0.02);
        Assert.Equal(0, new TargetHistogram().Mean());
    }

    [Fact]
    public void IsFoundByItsName() =>
        Assert.Same(SquaredErrorObjective.Instance, TestCatalogue.Learning.FindObjective("squared-error"));
}
