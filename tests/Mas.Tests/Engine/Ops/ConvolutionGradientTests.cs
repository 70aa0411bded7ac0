using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The gradients of the convolutions are the slopes of their results: finite differences in double.</summary>
public class ConvolutionGradientTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(2, 3, 5, 18, 7)]
    [InlineData(1, 7, 1, 3, 33)]
    public void ThePointwiseGradientIsTheSlope(int batch, int height, int width, int inputs, int outputs)
    {
        var input = new Shape(batch, height, width, inputs);
        Check(
            input, new Shape(1, 1, inputs, outputs), input with { Channels = outputs }, 1, 0,
            (tape, x, w, b) => tape.Pointwise(x, w, b));
    }

    [Theory]
    [InlineData(3, 1, 1, 5, 6)]
    [InlineData(3, 2, 1, 6, 7)]
    [InlineData(2, 2, 0, 6, 7)]
    [InlineData(1, 2, 0, 5, 6)]
    [InlineData(7, 2, 3, 9, 8)]
    public void TheDenseGradientIsTheSlope(int size, int stride, int padding, int height, int width)
    {
        var output = new Shape(
            2, ((height + (2 * padding) - size) / stride) + 1, ((width + (2 * padding) - size) / stride) + 1, 5);
        Check(
            new Shape(2, height, width, 3), new Shape(size, size, 3, 5), output, stride, padding,
            (tape, x, w, b) => tape.Convolution(x, w, b, stride, padding));
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(2, 3, 2, 5, 18)]
    public void TheTransposedGradientIsTheSlope(int batch, int height, int width, int inputs, int outputs)
    {
        var input = new Shape(batch, height, width, inputs);
        var output = new Shape(batch, 2 * height, 2 * width, outputs);
        GradientCheck.Run(
            (tape, operands) => tape.TransposedConvolution(
                operands[0], Owned(tape, operands[1]), Owned(tape, operands[2])),
            NaiveProducts.Forward(NaiveProducts.Transposed(input, output), output),
            [new(input), new(new Shape(inputs, 2, 2, outputs)), new(Shape.Vector(outputs))]);
    }

    private static void Check(
        Shape input, Shape weight, Shape output, int stride, int padding,
        Func<Tape, Tensor, Tensor, Tensor, Tensor> op) =>
        GradientCheck.Run(
            (tape, operands) => op(tape, operands[0], Owned(tape, operands[1]), Owned(tape, operands[2])),
            NaiveProducts.Forward(NaiveProducts.Convolution(input, weight, output, stride, padding), output),
            [new(input), new(weight), new(Shape.Vector(output.Channels))]);

    /// <summary>A parameter brings a gradient of its own, zero before the first pass, to which ops add.</summary>
    private static Tensor Owned(Tape tape, Tensor parameter)
    {
        if (parameter.Gradient is null)
        {
            parameter.Gradient = tape.Pool.Rent(parameter.Shape);
            parameter.Gradient.Values.Clear();
        }

        return parameter;
    }
}
