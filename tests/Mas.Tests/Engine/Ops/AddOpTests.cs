using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Addition, of two tensors and of one with itself.</summary>
public class AddOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 7, 3)]
    [InlineData(2, 3, 3, 97)]
    public void AddsElementByElement(int pictures, int height, int width, int channels)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.Add(x[0], x[1]),
            x => [.. x[0].Zip(x[1], (a, b) => a + b)],
            [new Operand(shape), new Operand(shape)]);
        GradientCheck.Run(
            (tape, x) => tape.Add(x[0], x[1]),
            x => [.. x[0].Zip(x[1], (a, b) => a + b)],
            [new Operand(shape, Differentiable: false), new Operand(shape)]);
    }

    [Fact]
    public void ATensorPlusItselfReceivesBothGradients() =>
        GradientCheck.Run(
            (tape, x) => tape.Add(x[0], x[0]),
            x => [.. x[0].Select(value => 2 * value)],
            [new Operand(new Shape(2, 3, 4, 5))]);

    [Fact]
    public void DifferentShapesAreNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);

        var error = Assert.Throws<ArgumentException>(
            () => tape.Add(tape.Rent(new Shape(1, 2, 3, 4)), tape.Rent(new Shape(1, 2, 3, 5))));

        Assert.Contains("(1, 2, 3, 4)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 2, 3, 5)", error.Message, StringComparison.Ordinal);
    }
}
