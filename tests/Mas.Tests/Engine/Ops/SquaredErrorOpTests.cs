using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The masked squared error against its definition.</summary>
public class SquaredErrorOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(33, 1, 1, 1)]
    [InlineData(2, 33, 35, 1)]
    [InlineData(3, 5, 7, 3)]
    [InlineData(2, 3, 3, 18)]
    public void FollowsItsDefinition(int pictures, int height, int width, int channels)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.SquaredError(x[0], x[1], x[2]).Mean,
            x => [NaiveLosses.SquaredError(x[0], x[1], x[2])],
            [
                new Operand(shape), new Operand(shape, Differentiable: false),
                new Operand(shape with { Channels = 1 }, Differentiable: false, draws => draws.Next(2)),
            ]);
    }

    [Fact]
    public void WhereNothingIsKnownThereIsNeitherLossNorGradient() =>
        GradientCheck.Run(
            (tape, x) =>
            {
                var loss = tape.SquaredError(x[0], x[1], x[2]);
                Assert.Equal(0, loss.Count);
                return loss.Mean;
            },
            _ => [0.0],
            [
                new Operand(new Shape(2, 3, 4, 2)), new Operand(new Shape(2, 3, 4, 2), Differentiable: false),
                new Operand(new Shape(2, 3, 4, 1), Differentiable: false, _ => 0),
            ]);

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor output = tape.Rent(new Shape(4, 1, 1, 2)), mask = tape.Rent(new Shape(4, 1, 1, 1));

        var error = Assert.Throws<ArgumentException>(() => tape.SquaredError(output, mask, mask));

        Assert.StartsWith(
            "SquaredError: shapes differ, output (4, 1, 1, 2), target (4, 1, 1, 1).", error.Message,
            StringComparison.Ordinal);
    }
}
