using Mas.Engine.Ops;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The rectifier.</summary>
public class ReluOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 7, 3)]
    [InlineData(2, 3, 3, 97)]
    public void KeepsWhatIsPositive(int pictures, int height, int width, int channels) =>
        GradientCheck.Run(
            (tape, x) => tape.Relu(x[0]),
            x => [.. x[0].Select(value => Math.Max(value, 0))],
            [new Operand(new Shape(pictures, height, width, channels), Draw: AwayFromTheKink)]);

    // At 0 there is no slope for a finite difference to find.
    private static double AwayFromTheKink(RandomStream draws)
    {
        var value = draws.NextGaussian();
        return value + (value < 0 ? -0.01 : 0.01);
    }
}
