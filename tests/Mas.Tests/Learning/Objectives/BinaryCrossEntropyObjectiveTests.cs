using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;
using Mas.Learning.Objectives;

namespace Mas.Tests.Learning.Objectives;

public class BinaryCrossEntropyObjectiveTests
{
    [Fact]
    public void CountsTheKnownTargetsAlone()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor output = Rows(2, 0, 0, 0, 0, 99, -99), target = Rows(2, 1, 0, 0, 0, 0, 1), weight = Rows(1, 1, 1, 0);

        var loss = BinaryCrossEntropyObjective.Instance.Loss(tape, output, target, weight);

        Assert.Equal(2L, loss.Count);
        Assert.Equal(Math.Log(2), loss.Mean.Scalar, 1e-6);
        Assert.Equal(
            [true, true, false],
            Enumerable.Range(0, 3).Select(row => BinaryCrossEntropyObjective.Instance.Measures(target, weight, row)));

        Tensor Rows(int channels, params float[] values)
        {
            var tensor = tape.Rent(new Shape(values.Length / channels, 1, 1, channels));
            values.CopyTo(tensor.Values);
            return tensor;
        }
    }

    [Fact]
    public void HasTheLogOddsOfEachClassAsItsBestConstant()
    {
        var counts = TargetHistogram.Empty(3);
        float[][] targets = [[1, 1, 1, 0], [1, 1, 1, 1], [0, 0, 0, 0]];
        foreach (var (channel, values) in counts.Zip(targets))
        {
            foreach (var value in values)
            {
                channel.Add(BinaryCrossEntropyObjective.Instance.BinOf(value));
            }
        }

        var constant = BinaryCrossEntropyObjective.Instance.BestConstant(counts, 3);

        Assert.Equal(Math.Log(3), constant[0], 1e-6);
        Assert.Equal(16.1, constant[1], 0.1);
        Assert.Equal(-16.1, constant[2], 0.1);
    }

    [Fact]
    public void IsFoundByItsName()
    {
        var objective = TestCatalogue.Learning.FindObjective("binary-cross-entropy");

        Assert.Same(BinaryCrossEntropyObjective.Instance, objective);
        Assert.Equal(5, objective!.TargetChannels(5));
    }
}
