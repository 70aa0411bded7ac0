using BenchmarkDotNet.Attributes;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Tests.Engine.Ops;

namespace Mas.Bench.Micro;

/// <summary>The depthwise convolution: 3x3 of the encoder, 5x5 of the decoders, and sizes that fit no vector.</summary>
public class DepthwiseBenchmark : OpBenchmark
{
    /// <summary>Window, height and width, channels; 16 pictures.</summary>
    [Params("3 32 48", "3 8 128", "3 4 360", "5 16 64", "5 32 32", "5 64 48", "3 7 97", "5 13 18")]
    public string Size { get; set; } = "";

    private protected override Work Prepare()
    {
        if (Array.ConvertAll(Size.Split(' '), int.Parse) is not [var window, var side, var channels])
        {
            throw new InvalidOperationException($"'{Size}' is not a window, a height and channels.");
        }

        var shape = new Shape(16, side, side, channels);
        var products = NaiveProducts.Depthwise(shape, window);
        return new Work(
            [new Operand(shape), new Operand(new Shape(window, window, 1, channels))],
            (tape, x) => tape.DepthwiseConvolution(x[0], x[1], relu: false),
            NaiveProducts.Forward(products, shape), NaiveProducts.Backward(products));
    }
}
