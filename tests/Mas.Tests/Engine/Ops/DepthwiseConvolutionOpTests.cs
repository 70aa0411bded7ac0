using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The depthwise convolution against its definition and finite differences.</summary>
public class DepthwiseConvolutionOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 3, false)]
    [InlineData(2, 1, 1, 5, 5, true)]
    [InlineData(2, 4, 4, 24, 3, true)]
    [InlineData(2, 3, 9, 3, 3, false)]
    [InlineData(2, 3, 2, 18, 5, false)]
    [InlineData(1, 7, 11, 48, 3, true)]
    [InlineData(2, 7, 13, 2, 5, true)]
    [InlineData(1, 5, 6, 97, 3, false)]
    [InlineData(1, 6, 9, 97, 5, true)]
    [InlineData(3, 8, 8, 20, 5, false)]
    [InlineData(1, 34, 3, 6, 5, true)]
    [InlineData(2, 17, 2, 5, 3, false)]
    public void FollowsItsDefinition(int pictures, int height, int width, int channels, int size, bool relu)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.DepthwiseConvolution(x[0], x[1], relu),
            x => NaiveDepthwise.Forward(x[0], shape, x[1], size, relu),
            [new Operand(shape), new Operand(new Shape(size, size, 1, channels))]);
    }

    [Fact]
    public void AnInputThatNeedsNoGradientGetsNone()
    {
        var shape = new Shape(2, 3, 3, 4);
        GradientCheck.Run(
            (tape, x) => tape.DepthwiseConvolution(x[0], x[1], relu: false),
            x => NaiveDepthwise.Forward(x[0], shape, x[1], 3, relu: false),
            [new Operand(shape, Differentiable: false), new Operand(new Shape(3, 3, 1, 4))]);
    }

    [Fact]
    public void AWeightOfOtherChannelsIsNamedWithBothShapes()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);

        var error = Assert.Throws<ArgumentException>(() => tape.DepthwiseConvolution(
            tape.Rent(new Shape(1, 4, 4, 6)), tape.Rent(new Shape(3, 3, 1, 5)), relu: false));

        Assert.Contains("(3, 3, 1, 5)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 4, 4, 6)", error.Message, StringComparison.Ordinal);
    }
}
