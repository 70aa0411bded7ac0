using BenchmarkDotNet.Attributes;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Tests.Engine.Ops;

namespace Mas.Bench.Micro;

/// <summary>The transposed convolution that doubles a picture: a decoder's four, and one that fits no tile.</summary>
public class TransposedBenchmark : OpBenchmark
{
    /// <summary>Height and width before, channels in and out; 16 pictures.</summary>
    [Params("4 96 96", "8 64 64", "16 64 32", "32 32 32", "7 18 5")]
    public string Size { get; set; } = "";

    private protected override Work Prepare()
    {
        if (Array.ConvertAll(Size.Split(' '), int.Parse) is not [var side, var inputs, var outputs])
        {
            throw new InvalidOperationException($"'{Size}' is not a height, channels in and channels out.");
        }

        var (input, output) = (new Shape(16, side, side, inputs), new Shape(16, 2 * side, 2 * side, outputs));
        var products = NaiveProducts.Transposed(input, output);
        return new Work(
            [new Operand(input), new Operand(new Shape(inputs, 2, 2, outputs)), new Operand(Shape.Vector(outputs))],
            (tape, x) => tape.TransposedConvolution(x[0], x[1], x[2]),
            NaiveProducts.Forward(products, output), NaiveProducts.Backward(products));
    }
}
