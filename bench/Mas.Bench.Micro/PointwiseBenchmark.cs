using BenchmarkDotNet.Attributes;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Tests.Engine.Ops;

namespace Mas.Bench.Micro;

/// <summary>
/// The matrix product, as the three products of a pointwise convolution: pixels by inputs by outputs as in the half
/// Xception and its decoders at 64x64, batch 16, and sizes that fit no tile.
/// </summary>
public class PointwiseBenchmark : OpBenchmark
{
    /// <summary>Pixels, channels in and out.</summary>
    [Params(
        "16384 48 64", "4096 64 128", "1024 128 360", "256 360 360", "256 360 256", "256 256 96", "256 256 16",
        "16384 64 24", "65536 48 1", "65536 48 2", "65536 48 3", "65536 48 18", "1021 97 31")]
    public string Size { get; set; } = "";

    private protected override Work Prepare()
    {
        if (Array.ConvertAll(Size.Split(' '), int.Parse) is not [var pixels, var inputs, var outputs])
        {
            throw new InvalidOperationException($"'{Size}' is not pixels, channels in and channels out.");
        }

        var (input, weight) = (new Shape(1, 1, pixels, inputs), new Shape(1, 1, inputs, outputs));
        var output = input with { Channels = outputs };
        var products = NaiveProducts.Convolution(input, weight, output, stride: 1, padding: 0);
        return new Work(
            [new Operand(input), new Operand(weight)], (tape, x) => tape.Pointwise(x[0], x[1]),
            NaiveProducts.Forward(products, output), NaiveProducts.Backward(products));
    }
}
