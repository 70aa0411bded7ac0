using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Bilinear resizing against its definition, up, down and sideways.</summary>
public class UpsampleBilinearOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1)]
    [InlineData(2, 1, 1, 18, 5, 7)]
    [InlineData(2, 4, 4, 16, 16, 16)]
    [InlineData(1, 3, 5, 3, 48, 80)]
    [InlineData(2, 3, 2, 97, 7, 5)]
    [InlineData(3, 9, 8, 2, 4, 3)]
    [InlineData(1, 5, 4, 24, 5, 13)]
    public void FollowsItsDefinition(int pictures, int rows, int columns, int channels, int height, int width)
    {
        var shape = new Shape(pictures, rows, columns, channels);
        GradientCheck.Run(
            (tape, x) => tape.UpsampleBilinear(x[0], height, width),
            x => Naive(x[0], shape, height, width),
            [new Operand(shape)]);
    }

    [Fact]
    public void DoublingALineIsAsInPyTorch()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var input = tape.Rent(new Shape(1, 1, 2, 1));
        input.Values[0] = 0;
        input.Values[1] = 4;

        Assert.Equal([0f, 1, 3, 4], tape.UpsampleBilinear(input, 1, 4).Values.ToArray());
    }

    [Fact]
    public void NothingIsResizedToNothing()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);

        Assert.Throws<ArgumentOutOfRangeException>(() => tape.UpsampleBilinear(tape.Rent(Shape.Scalar), 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.UpsampleBilinear(tape.Rent(Shape.Scalar), 4, 0));
    }

    private static double[] Naive(double[] input, Shape shape, int height, int width)
    {
        var (pictures, rows, columns, channels) = shape;
        var output = new double[pictures * height * width * channels];
        for (var index = 0; index < output.Length; index++)
        {
            var c = index % channels;
            var x = index / channels % width;
            var y = index / channels / width % height;
            var n = index / channels / width / height;
            var (top, bottom, below) = Place(y, rows, height);
            var (left, right, beside) = Place(x, columns, width);
            double At(int row, int column) => input[((n * rows + row) * columns + column) * channels + c];
            output[index] =
                (1 - below) * ((1 - beside) * At(top, left) + beside * At(top, right))
                + below * ((1 - beside) * At(bottom, left) + beside * At(bottom, right));
        }

        return output;
    }

    private static (int Near, int Far, double FarWeight) Place(int index, int source, int target)
    {
        var place = Math.Max(0, (index + 0.5) / target * source - 0.5);
        var near = (int)Math.Floor(place + 1e-9);
        return (near, Math.Min(near + 1, source - 1), place - near);
    }
}
