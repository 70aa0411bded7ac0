using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The cross entropy of classes by themselves against its definition, with logits far apart.</summary>
public class BinaryCrossEntropyOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(33, 1, 1, 5, 1)]
    [InlineData(2, 33, 35, 1, 3)]
    [InlineData(3, 5, 7, 14, 5)]
    [InlineData(2, 3, 3, 18, 1000)]
    public void FollowsItsDefinition(int pictures, int height, int width, int channels, int scale)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.BinaryCrossEntropy(x[0], x[1], x[2]).Mean,
            x => [NaiveLosses.BinaryCrossEntropy(x[0], x[1], x[2])],
            [
                new Operand(shape, Draw: draws => scale * draws.NextGaussian()),
                new Operand(shape, Differentiable: false, draws => draws.Next(2)),
                new Operand(shape with { Channels = 1 }, Differentiable: false, draws => draws.Next(2)),
            ]);
    }

    [Fact]
    public void WhereNothingIsKnownThereIsNeitherLossNorGradient() =>
        GradientCheck.Run(
            (tape, x) =>
            {
                var loss = tape.BinaryCrossEntropy(x[0], x[1], x[2]);
                Assert.Equal(0, loss.Count);
                return loss.Mean;
            },
            _ => [0.0],
            [
                new Operand(new Shape(2, 3, 4, 2)), new Operand(new Shape(2, 3, 4, 2), Differentiable: false),
                new Operand(new Shape(2, 3, 4, 1), Differentiable: false, _ => 0),
            ]);

    [Fact]
    public void ALogitThatIsNotANumberIsNotHidden()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor logits = tape.Rent(new Shape(1, 1, 1, 40)), known = tape.Rent(new Shape(1, 1, 1, 1));
        logits.Values.Clear();
        known.Values.Fill(1);
        logits.Values[7] = float.NaN;

        Assert.True(float.IsNaN(tape.BinaryCrossEntropy(logits, logits, known).Mean.Scalar));
    }

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor output = tape.Rent(new Shape(4, 1, 1, 2)), mask = tape.Rent(new Shape(4, 1, 1, 1));

        var error = Assert.Throws<ArgumentException>(() => tape.BinaryCrossEntropy(output, mask, mask));

        Assert.StartsWith(
            "BinaryCrossEntropy: shapes differ, output (4, 1, 1, 2), target (4, 1, 1, 1).", error.Message,
            StringComparison.Ordinal);
    }
}
