using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The plain and the masked L1 loss against their definitions.</summary>
public class L1OpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 33, 35, 1)]
    [InlineData(3, 5, 7, 3)]
    [InlineData(2, 3, 3, 18)]
    public void FollowTheirDefinitions(int pictures, int height, int width, int channels)
    {
        var shape = new Shape(pictures, height, width, channels);
        Operand output = new(shape), target = new(shape, Differentiable: false);
        var mask = new Operand(shape with { Channels = 1 }, Differentiable: false, draws => draws.Next(2));
        GradientCheck.Run(
            (tape, x) => tape.L1(x[0], x[1]),
            x => [x[0].Zip(x[1], (a, b) => Math.Abs(a - b)).Average()],
            [output, target]);
        GradientCheck.Run(
            (tape, x) => tape.MaskedL1(x[0], x[1], x[2]),
            x => [NaiveLosses.MaskedL1(x[0], x[1], x[2])],
            [output, target, mask]);
    }

    [Fact]
    public void WhereOutputAndTargetAreEqualTheGradientIsZero() =>
        GradientCheck.Run(
            (tape, x) => tape.L1(x[0], x[1]),
            x => [x[0].Zip(x[1], (a, b) => Math.Abs(a - b)).Average()],
            [new Operand(new Shape(1, 3, 5, 2), Draw: _ => 1), new Operand(new Shape(1, 3, 5, 2), false, _ => 1)]);

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor output = tape.Rent(new Shape(1, 2, 3, 4)), target = tape.Rent(new Shape(1, 2, 3, 4));

        var targetError = Assert.Throws<ArgumentException>(() => tape.L1(output, tape.Rent(new Shape(1, 2, 3, 5))));
        var maskError = Assert.Throws<ArgumentException>(
            () => tape.MaskedL1(output, target, tape.Rent(new Shape(1, 2, 3, 2))));

        Assert.Contains("(1, 2, 3, 5)", targetError.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 2, 3, 1)", maskError.Message, StringComparison.Ordinal);
    }
}
