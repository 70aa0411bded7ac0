using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Cross entropy against its definition, with unlabelled pixels and with logits far apart.</summary>
public class CrossEntropyOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 2, 0)]
    [InlineData(2, 7, 11, 18, 0)]
    [InlineData(3, 5, 3, 97, 4)]
    [InlineData(1, 9, 9, 3, -1)]
    public void FollowsItsDefinition(int pictures, int height, int width, int channels, int ignoredClass)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.CrossEntropy(x[0], x[1], ignoredClass).Mean,
            x => [NaiveLosses.CrossEntropy(x[0], x[1], channels, ignoredClass)],
            [
                new Operand(shape, Draw: draws => 5 * draws.NextGaussian()),
                new Operand(shape with { Channels = 1 }, Differentiable: false, draws => draws.Next(channels)),
            ]);
    }

    [Fact]
    public void LogitsFarApartStayFinite()
    {
        var shape = new Shape(1, 4, 4, 5);
        GradientCheck.Run(
            (tape, x) => tape.CrossEntropy(x[0], x[1], 0).Mean,
            x => [NaiveLosses.CrossEntropy(x[0], x[1], 5, 0)],
            [
                new Operand(shape, Draw: draws => 1000 * draws.NextGaussian()),
                new Operand(shape with { Channels = 1 }, Differentiable: false, draws => draws.Next(5)),
            ]);
    }

    [Fact]
    public void LabelledPixelsAreCounted()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor logits = tape.Rent(new Shape(3, 2, 2, 4)), target = tape.Rent(new Shape(3, 2, 2, 1));
        logits.Values.Clear();
        float[] classes = [1, 0, 0, 2, 0, 0, 0, 0, 3, 3, 1, 0];
        classes.CopyTo(target.Values);

        var loss = tape.CrossEntropy(logits, target, 0);

        Assert.Equal(5, loss.Count);
        Assert.Equal(Math.Log(4), loss.Mean.Values[0], 1e-6);
    }

    [Fact]
    public void NothingLabelledIsNoLoss() =>
        GradientCheck.Run(
            (tape, x) => tape.CrossEntropy(x[0], x[1], 0).Mean,
            _ => [0.0],
            [new Operand(new Shape(2, 3, 3, 4)), new Operand(new Shape(2, 3, 3, 1), Differentiable: false, _ => 0)]);

    [Fact]
    public void AClassWithoutAChannelIsNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        Tensor logits = tape.Rent(new Shape(1, 2, 2, 3)), target = tape.Rent(new Shape(1, 2, 2, 1));
        logits.Values.Clear();
        target.Values.Fill(3);

        var error = Assert.Throws<ArgumentException>(() => tape.CrossEntropy(logits, target, 0));

        Assert.Contains("class 3 is not one of 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATargetOfAnotherSizeIsNamedWithBothShapes()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);

        var error = Assert.Throws<ArgumentException>(
            () => tape.CrossEntropy(tape.Rent(new Shape(1, 2, 2, 3)), tape.Rent(new Shape(1, 2, 3, 1)), 0));

        Assert.Contains("(1, 2, 2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 2, 3, 1)", error.Message, StringComparison.Ordinal);
    }
}
