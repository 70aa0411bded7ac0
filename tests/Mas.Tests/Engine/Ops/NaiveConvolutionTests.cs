using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The convolutions against their naive twins, at sizes that fit no vector, tile, band or block.</summary>
public class NaiveConvolutionTests
{
    /// <summary>Channels in and out: every awkward number on both sides, small and large meeting.</summary>
    public static TheoryData<int, int> Channels => new()
    {
        { 1, 1 }, { 1, 360 }, { 2, 97 }, { 3, 48 }, { 16, 24 }, { 18, 18 }, { 24, 16 }, { 48, 3 }, { 97, 2 },
        { 360, 1 },
        { 97, 48 }, { 48, 97 },
    };

    [Theory]
    [MemberData(nameof(Channels))]
    public void PointwiseConvolutionAgreesWithItsTwin(int inputs, int outputs)
    {
        foreach (var pixels in new[] { 1, 5, 6, 7, 64 })
        {
            CheckPointwise(new Shape(1, 1, pixels, inputs), outputs);
        }
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2100)]
    public void PointwiseConvolutionAgreesWithItsTwinOverManyBands(int pixels) =>
        CheckPointwise(new Shape(1, 1, pixels, 7), 5);

    [Fact]
    public void APointwiseConvolutionOfTheLargestBlockAgreesWithItsTwin() =>
        CheckPointwise(new Shape(2, 4, 8, 360), 360);

    [Theory]
    [MemberData(nameof(Channels))]
    public void DenseConvolutionAgreesWithItsTwin(int inputs, int outputs)
    {
        CheckDense(new Shape(2, 5, 7, inputs), 3, 1, 1, outputs);
        CheckDense(new Shape(1, 6, 6, inputs), 3, 2, 1, outputs);
        CheckDense(new Shape(3, 7, 4, inputs), 2, 2, 0, outputs);
        CheckDense(new Shape(2, 5, 6, inputs), 1, 2, 0, outputs);
    }

    [Theory]
    [InlineData(64, 3)]
    [InlineData(65, 18)]
    [InlineData(33, 48)]
    public void DenseConvolutionAgreesWithItsTwinOverManyBands(int size, int inputs)
    {
        CheckDense(new Shape(1, size, size, inputs), 3, 2, 1, 4);
        CheckDense(new Shape(2, size, size, 3), 7, 2, 3, 3);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void TransposedConvolutionAgreesWithItsTwin(int inputs, int outputs)
    {
        CheckTransposed(new Shape(1, 1, 1, inputs), outputs);
        CheckTransposed(new Shape(3, 2, 3, inputs), outputs);
        CheckTransposed(new Shape(2, 7, 5, inputs), outputs);
    }

    [Fact]
    public void TransposedConvolutionAgreesWithItsTwinOverManyBands() =>
        CheckTransposed(new Shape(2, 40, 33, 6), 18);

    [Fact]
    public void ChannelsThatDoNotFitAreNamedWithBothShapes()
    {
        foreach (var weight in new[] { new Shape(1, 1, 4, 2), new Shape(4, 2, 2, 3), new Shape(3, 3, 4, 2) })
        {
            var error = Assert.Throws<ArgumentException>(() => NaiveTwin.Check(
                new Shape(1, 5, 5, 7), weight, _ => { }, (tape, x, w, b) => weight.Batch switch
                {
                    1 => tape.Pointwise(x, w, b),
                    3 => tape.Convolution(x, w, b, 1, 1),
                    _ => tape.TransposedConvolution(x, w, b),
                }));
            Assert.Contains("(1, 5, 5, 7)", error.Message, StringComparison.Ordinal);
            Assert.Contains(weight.ToString(), error.Message, StringComparison.Ordinal);
        }
    }

    private static void CheckPointwise(Shape input, int outputs)
    {
        var weight = new Shape(1, 1, input.Channels, outputs);
        NaiveTwin.Check(
            input, weight, NaiveProducts.Convolution(input, weight, input with { Channels = outputs }, 1, 0),
            (tape, x, w, b) => tape.Pointwise(x, w, b));
    }

    private static void CheckDense(Shape input, int size, int stride, int padding, int outputs)
    {
        var weight = new Shape(size, size, input.Channels, outputs);
        var output = new Shape(
            input.Batch, ((input.Height + (2 * padding) - size) / stride) + 1,
            ((input.Width + (2 * padding) - size) / stride) + 1, outputs);
        NaiveTwin.Check(
            input, weight, NaiveProducts.Convolution(input, weight, output, stride, padding),
            (tape, x, w, b) => tape.Convolution(x, w, b, stride, padding));
    }

    private static void CheckTransposed(Shape input, int outputs)
    {
        var weight = new Shape(input.Channels, 2, 2, outputs);
        var output = new Shape(input.Batch, 2 * input.Height, 2 * input.Width, outputs);
        NaiveTwin.Check(
            input, weight, NaiveProducts.Transposed(input, output),
            (tape, x, w, b) => tape.TransposedConvolution(x, w, b));
    }
}
