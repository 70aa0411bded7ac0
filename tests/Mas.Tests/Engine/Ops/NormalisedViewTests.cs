using Mas.Engine.Autograd;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>
/// Ops that read the view a batch norm gives as it lies: they compute what they compute of the same values stored, in
/// both directions, and so does one that has it stored first.
/// </summary>
public class NormalisedViewTests
{
    [Theory]
    [InlineData(2, 3, 5, 1, false, false)]
    [InlineData(2, 4, 4, 24, true, false)]
    [InlineData(1, 5, 7, 97, false, true)]
    [InlineData(3, 6, 9, 20, true, true)]
    public void ADepthwiseConvolutionNormalisesAsItReads(
        int pictures, int height, int width, int channels, bool viewRelu, bool relu)
    {
        var shape = new Shape(pictures, height, width, channels);
        GradientCheck.Run(
            (tape, x) => tape.DepthwiseConvolution(View(tape, x, viewRelu), x[5], relu),
            x => NaiveDepthwise.Forward(Normalised(x, shape, viewRelu), shape, x[5], 3, relu),
            [.. Operands(shape), new Operand(new Shape(3, 3, 1, channels))]);
    }

    [Theory]
    [InlineData(2, 3, 3, 32, 16)]
    [InlineData(1, 5, 6, 3, 18)]
    [InlineData(5, 2, 7, 97, 1)]
    public void ADepthwiseConvolutionOfTwoPicturesIsThatOfThePicturesJoined(
        int pictures, int height, int width, int left, int right)
    {
        var shape = new Shape(pictures, height, width, left);
        var joined = shape with { Channels = left + right };
        GradientCheck.Run(
            (tape, x) => tape.DepthwiseConvolution(View(tape, x, relu: false), x[6], x[5], relu: true),
            x => NaiveDepthwise.Forward(
                ConcatenateOpTests.Join(Normalised(x, shape, relu: false), left, x[6], right), joined, x[5], 5,
                relu: true),
            [
                .. Operands(shape), new Operand(new Shape(5, 5, 1, left + right)),
                new Operand(shape with { Channels = right }),
            ]);
    }

    [Theory]
    [InlineData(2, 3, 5, 7)]
    [InlineData(2, 4, 4, 24)]
    public void SumsAndConcatenationsNormaliseAsTheyRead(int pictures, int height, int width, int channels)
    {
        var shape = new Shape(pictures, height, width, channels);
        Operand[] operands = [.. Operands(shape), new Operand(shape)];
        GradientCheck.Run(
            (tape, x) => tape.Add(View(tape, x, relu: true), x[5]),
            x => [.. Normalised(x, shape, relu: true).Zip(x[5], (a, b) => a + b)],
            operands);
        GradientCheck.Run(
            (tape, x) => tape.Concatenate(x[5], View(tape, x, relu: false)),
            x => ConcatenateOpTests.Join(x[5], channels, Normalised(x, shape, relu: false), channels),
            operands);
    }

    [Fact]
    public void AViewReadTwiceAndStoredOnceAddsItsGradientsUp()
    {
        var shape = new Shape(2, 3, 4, 18);
        GradientCheck.Run(
            (tape, x) =>
            {
                var view = View(tape, x, relu: true);
                return tape.Add(tape.Add(tape.Relu(view), view), view);
            },
            x => [.. Normalised(x, shape, relu: true).Select(value => 3 * value)],
            Operands(shape));
    }

    [Fact]
    public void AViewOfAViewIsNormalisedTwice()
    {
        var shape = new Shape(2, 3, 4, 5);
        GradientCheck.Run(
            (tape, x) => tape.Stored(tape.BatchNorm(View(tape, x, relu: true), x[1], x[2], x[3], x[4], relu: false)),
            x =>
            {
                var inner = Normalised(x, shape, relu: true);
                var (mean, variance) = NaiveBatchNorm.Moments(inner, shape);
                return NaiveBatchNorm.Forward(inner, shape, x[1], x[2], mean, variance, relu: false);
            },
            Operands(shape));
    }

    /// <summary>Input, scale, shift and the running statistics.</summary>
    private static Operand[] Operands(Shape shape)
    {
        var vector = Shape.Vector(shape.Channels);
        return
        [
            new Operand(shape, Draw: draws => 3 + 2 * draws.NextGaussian()), new Operand(vector), new Operand(vector),
            new Operand(vector, Differentiable: false),
            new Operand(vector, Differentiable: false, draws => draws.NextDouble()),
        ];
    }

    private static Tensor View(Tape tape, Tensor[] x, bool relu) => tape.BatchNorm(x[0], x[1], x[2], x[3], x[4], relu);

    private static double[] Normalised(double[][] x, Shape shape, bool relu)
    {
        var (mean, variance) = NaiveBatchNorm.Moments(x[0], shape);
        return NaiveBatchNorm.Forward(x[0], shape, x[1], x[2], mean, variance, relu);
    }
}
