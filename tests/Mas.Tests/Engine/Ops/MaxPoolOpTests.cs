using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Max pooling against its definition.</summary>
public class MaxPoolOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 3, 2, 1)]
    [InlineData(2, 8, 8, 24, 3, 2, 1)]
    [InlineData(2, 7, 5, 3, 3, 2, 1)]
    [InlineData(1, 6, 9, 97, 2, 2, 0)]
    [InlineData(3, 5, 4, 18, 3, 1, 1)]
    public void FollowsItsDefinition(
        int pictures, int height, int width, int channels, int size, int stride, int padding)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.MaxPool(x[0], size, stride, padding),
            x => Naive(x[0], shape, size, stride, padding),
            [new Operand(shape)]);
    }

    [Fact]
    public void OfEqualValuesTheFirstReceivesTheGradient()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var input = tape.Rent(new Shape(1, 2, 2, 1), requiresGradient: true);
        input.Values.Fill(5);
        var mark = tape.Mark();
        var output = tape.MaxPool(input, 2, 2, 0);
        output.Gradient = pool.Rent(output.Shape);
        output.Gradient.Values[0] = 3;

        tape.Backward(mark);

        Assert.Equal([3f, 0, 0, 0], input.Gradient!.Values.ToArray());
    }

    [Theory]
    [InlineData(3, 0, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(9, 1, 0)]
    public void WindowsThatDoNotFitAreAnError(int size, int stride, int padding)
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);

        Assert.Throws<ArgumentException>(
            () => tape.MaxPool(tape.Rent(new Shape(1, 8, 8, 1)), size, stride, padding));
    }

    private static double[] Naive(double[] input, Shape shape, int size, int stride, int padding)
    {
        var (pictures, height, width, channels) = shape;
        var rows = (height + 2 * padding - size) / stride + 1;
        var columns = (width + 2 * padding - size) / stride + 1;
        var output = new double[pictures * rows * columns * channels];
        for (var index = 0; index < output.Length; index++)
        {
            var c = index % channels;
            var left = index / channels % columns * stride - padding;
            var top = index / channels / columns % rows * stride - padding;
            var n = index / channels / columns / rows;
            output[index] = double.NegativeInfinity;
            for (var y = Math.Max(0, top); y < Math.Min(height, top + size); y++)
            {
                for (var x = Math.Max(0, left); x < Math.Min(width, left + size); x++)
                {
                    output[index] = Math.Max(output[index], input[((n * height + y) * width + x) * channels + c]);
                }
            }
        }

        return output;
    }
}
