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
            (tape, x) => tape.L1(x[0], x[1]).Mean,
            x => [x[0].Zip(x[1], (a, b) => Math.Abs(a - b)).Average()],
            [output, target]);
        GradientCheck.Run(
            (tape, x) => tape.MaskedL1(x[0], x[1], x[2]).Mean,
            x => [NaiveLosses.MaskedL1(x[0], x[1], x[2])],
            [output, target, mask]);
    }

    [Fact]
    public void WhereOutputAndTargetAreEqualTheGradientIsZero() =>
        GradientCheck.Run(
            (tape, x) => tape.L1(x[0], x[1]).Mean,
            x => [x[0].Zip(x[1], (a, b) => Math.Abs(a - b)).Average()],
            [new Operand(new Shape(1, 3, 5, 2), Draw: _ => 1), new Operand(new Shape(1, 3, 5, 2), false, _ => 1)]);

    [Fact]
    public void APictureThatIsUnknownDoesNotCount()
    {
        var shape = new Shape(3, 5, 7, 2);
        var places = 0;
        GradientCheck.Run(
            (tape, x) => Counted(tape.MaskedL1(x[0], x[1], x[2]), 2 * 18),
            x => [NaiveLosses.MaskedL1(x[0], x[1], x[2])],
            [
                new Operand(shape), new Operand(shape, Differentiable: false),
                new Operand(shape with { Channels = 1 }, Differentiable: false, _ => Partly(places++)),
            ]);

        // Every second pixel of the first and the last of three pictures.
        static double Partly(int pixel) => pixel / 35 == 1 ? 0 : 1 - (pixel % 35 % 2);
    }

    [Fact]
    public void WhereNothingIsValidThereIsNeitherLossNorGradient() =>
        GradientCheck.Run(
            (tape, x) => Counted(tape.MaskedL1(x[0], x[1], x[2]), 0),
            _ => [0.0],
            [
                new Operand(new Shape(2, 3, 4, 2)), new Operand(new Shape(2, 3, 4, 2), Differentiable: false),
                new Operand(new Shape(2, 3, 4, 1), Differentiable: false, _ => 0),
            ]);

    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(70_000)]
    public void TheCountOfValidPixelsIsExact(int pixels)
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var shape = new Shape(1, 1, pixels, 1);
        Tensor output = tape.Rent(shape), target = tape.Rent(shape), mask = tape.Rent(shape);
        output.Values.Fill(3);
        target.Values.Fill(1);
        mask.Values.Fill(1);

        Assert.Equal(pixels, tape.L1(output, target).Count);
        Assert.Equal(pixels, tape.MaskedL1(output, target, mask).Count);
        mask.Values[..(pixels / 2)].Clear();
        output.Values[..(pixels / 2)].Fill(1000);
        var loss = tape.MaskedL1(output, target, mask);
        Assert.Equal((pixels - (pixels / 2), 2f), (loss.Count, loss.Mean.Values[0]));
    }

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

    private static Tensor Counted(MeasuredLoss loss, long pixels)
    {
        Assert.Equal(pixels, loss.Count);
        return loss.Mean;
    }
}
