using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The mean over a picture.</summary>
public class GlobalAveragePoolOpTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 4, 4, 97)]
    [InlineData(2, 5, 7, 3)]
    public void IsTheMeanOfEveryChannel(int pictures, int height, int width, int channels)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.GlobalAveragePool(x[0]),
            x =>
            {
                var means = new double[pictures * channels];
                for (var index = 0; index < x[0].Length; index++)
                {
                    var picture = index / (height * width * channels);
                    means[picture * channels + index % channels] += x[0][index] / (height * width);
                }

                return means;
            },
            [new Operand(shape)]);
    }
}
