using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Concatenation along the channels.</summary>
public class ConcatenateOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, true)]
    [InlineData(2, 5, 3, 32, 16, true)]
    [InlineData(2, 3, 3, 3, 18, false)]
    [InlineData(3, 2, 5, 97, 2, true)]
    public void PutsTheChannelsOfTheFirstBeforeThoseOfTheSecond(
        int pictures, int height, int width, int left, int right, bool differentiable)
    {
        GradientCheck.Run(
            (tape, x) => tape.Concatenate(x[0], x[1]),
            x => Join(x[0], left, x[1], right),
            [
                new Operand(new Shape(pictures, height, width, left), differentiable),
                new Operand(new Shape(pictures, height, width, right)),
            ]);
    }

    [Fact]
    public void PicturesOfDifferentSizesAreNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);

        var error = Assert.Throws<ArgumentException>(
            () => tape.Concatenate(tape.Rent(new Shape(1, 2, 3, 4)), tape.Rent(new Shape(1, 3, 3, 4))));

        Assert.Contains("(1, 2, 3, 4)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(1, 3, 3, 4)", error.Message, StringComparison.Ordinal);
    }

    internal static double[] Join(double[] a, int left, double[] b, int right)
    {
        var joined = new List<double>();
        for (var pixel = 0; pixel < a.Length / left; pixel++)
        {
            joined.AddRange(a.AsSpan(pixel * left, left));
            joined.AddRange(b.AsSpan(pixel * right, right));
        }

        return [.. joined];
    }
}
