using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>
/// The naive twin of every op that is a sum of products of an input and a weight, in double: which element of the
/// input meets which of the weight, and where the product is added. One walk over these triples gives the result,
/// another all gradients.
/// </summary>
internal static class NaiveProducts
{
    /// <summary>Calls back with the indices (input, weight, output) of every product.</summary>
    internal delegate void Products(Action<int, int, int> each);

    /// <summary>The products of a convolution: weight (kh, kw, in, out).</summary>
    internal static Products Convolution(Shape input, Shape weight, Shape output, int stride, int padding) => each =>
    {
        for (var pixel = 0; pixel < output.Pixels; pixel++)
        {
            int column = pixel % output.Width, row = pixel / output.Width % output.Height;
            var picture = pixel / (output.Width * output.Height);
            for (var tap = 0; tap < weight.Batch * weight.Height; tap++)
            {
                var y = (row * stride) - padding + (tap / weight.Height);
                var x = (column * stride) - padding + (tap % weight.Height);
                if (y < 0 || y >= input.Height || x < 0 || x >= input.Width)
                {
                    continue;
                }

                var source = ((picture * input.Height) + y) * input.Width + x;
                Channels(each, input.Channels, output.Channels, source, tap * weight.Width, pixel);
            }
        }
    };

    /// <summary>The products of a depthwise convolution of the input's size: weight (k, k, 1, channels).</summary>
    internal static Products Depthwise(Shape shape, int size) => each =>
    {
        var (pictures, height, width, channels) = shape;
        for (var n = 0; n < pictures; n++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var v = 0; v < size; v++)
                    {
                        for (var u = 0; u < size; u++)
                        {
                            int row = y + v - (size / 2), column = x + u - (size / 2);
                            if (row < 0 || row >= height || column < 0 || column >= width)
                            {
                                continue;
                            }

                            var source = (((n * height) + row) * width + column) * channels;
                            int tap = ((v * size) + u) * channels, target = (((n * height) + y) * width + x) * channels;
                            for (var c = 0; c < channels; c++)
                            {
                                each(source + c, tap + c, target + c);
                            }
                        }
                    }
                }
            }
        }
    };

    /// <summary>The products of a transposed convolution 2x2 with stride 2: weight (in, 2, 2, out).</summary>
    internal static Products Transposed(Shape input, Shape output) => each =>
    {
        for (var pixel = 0; pixel < output.Pixels; pixel++)
        {
            int column = pixel % output.Width, row = pixel / output.Width;
            int source = ((row / 2 * input.Width) + (column / 2)) * input.Channels, target = pixel * output.Channels;
            var tap = ((row % 2) * 2) + (column % 2);
            for (var i = 0; i < input.Channels; i++)
            {
                var first = ((i * 4) + tap) * output.Channels;
                for (var o = 0; o < output.Channels; o++)
                {
                    each(source + i, first + o, target + o);
                }
            }
        }
    };

    /// <summary>The result; the operands are input, weight and, where there is one, bias.</summary>
    internal static Func<double[][], double[]> Forward(Products products, Shape output) => operands =>
    {
        var result = new double[output.Count];
        if (operands is [_, _, var bias])
        {
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = bias[i % output.Channels];
            }
        }

        double[] input = operands[0], weight = operands[1];
        products((i, k, o) => result[o] += input[i] * weight[k]);
        return result;
    };

    /// <summary>The gradient of every operand from that of the result.</summary>
    internal static Func<double[][], double[], double[][]> Backward(Products products) => (operands, upstream) =>
    {
        double[] input = operands[0], weight = operands[1];
        double[][] gradients = [.. operands.Select(operand => new double[operand.Length])];
        double[] dInput = gradients[0], dWeight = gradients[1];
        products((i, k, o) =>
        {
            dInput[i] += upstream[o] * weight[k];
            dWeight[k] += upstream[o] * input[i];
        });
        if (gradients is [_, _, var dBias])
        {
            for (var i = 0; i < upstream.Length; i++)
            {
                dBias[i % dBias.Length] += upstream[i];
            }
        }

        return gradients;
    };

    private static void Channels(
        Action<int, int, int> each, int inputs, int outputs, int source, int firstRow, int target)
    {
        for (var i = 0; i < inputs; i++)
        {
            for (var o = 0; o < outputs; o++)
            {
                each((source * inputs) + i, ((firstRow + i) * outputs) + o, (target * outputs) + o);
            }
        }
    }
}
