using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The depthwise convolution as its definition reads.</summary>
internal static class NaiveDepthwise
{
    internal static double[] Forward(double[] input, Shape shape, double[] weight, int size, bool relu)
    {
        var (pictures, height, width, channels) = shape;
        var output = new double[shape.Count];
        for (var n = 0; n < pictures; n++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    for (var c = 0; c < channels; c++)
                        for (var v = 0; v < size; v++)
                            for (var u = 0; u < size; u++)
                            {
                                int row = y + v - size / 2, column = x + u - size / 2;
                                if (row >= 0 && row < height && column >= 0 && column < width)
                                {
                                    var value = input[((n * height + row) * width + column) * channels + c];
                                    output[((n * height + y) * width + x) * channels + c] +=
                                        (relu ? Math.Max(value, 0) : value) * weight[(v * size + u) * channels + c];
                                }
                            }

        return output;
    }
}
