using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>The gradients of the naive twins are their slopes: finite differences, all in double.</summary>
public class NaiveGradientTests
{
    private const double Step = 1e-5;

    private static readonly Shape _shape = new(2, 4, 3, 3);

    [Fact]
    public void OfSumsOfProducts()
    {
        var weight = new Shape(3, 3, 3, 2);
        var output = _shape with { Channels = 2 };
        var products = NaiveProducts.Convolution(_shape, weight, output, stride: 1, padding: 1);
        Check(
            NaiveProducts.Forward(products, output), NaiveProducts.Backward(products),
            new Operand(_shape), new Operand(weight), new Operand(Shape.Vector(2)));
    }

    [Fact]
    public void OfBatchNormalisation() => Check(
        x =>
        {
            var (mean, variance) = NaiveBatchNorm.Moments(x[0], _shape);
            return NaiveBatchNorm.Forward(x[0], _shape, x[1], x[2], mean, variance, relu: false);
        },
        (x, upstream) => NaiveBatchNorm.Backward(x[0], _shape, x[1], upstream),
        new Operand(_shape), new Operand(Shape.Vector(3)), new Operand(Shape.Vector(3)));

    [Fact]
    public void OfCrossEntropy()
    {
        var drawn = new Operand(_shape with { Channels = 1 }, Draw: draws => draws.Next(3));
        var classes = drawn.Values(new Seed(2).Stream());
        Check(
            x => [NaiveLosses.CrossEntropy(x[0], classes, 3, 0)],
            (x, upstream) => [Scaled(NaiveLosses.CrossEntropyGradient(x[0], classes, 3, 0), upstream[0])],
            new Operand(_shape));
    }

    [Fact]
    public void OfTheShiftTolerantLoss()
    {
        var draws = new Seed(2).Stream();
        var target = new Operand(_shape).Values(draws);
        var mask = new Operand(_shape with { Channels = 1 }, Draw: bits => bits.Next(4) > 0 ? 1 : 0).Values(draws);
        Check(
            x => [NaiveLosses.ShiftTolerantMaskedL1(x[0], target, mask, _shape)],
            (x, upstream) =>
                [Scaled(NaiveLosses.ShiftTolerantMaskedL1Gradient(x[0], target, mask, _shape), upstream[0])],
            new Operand(_shape));
    }

    private static void Check(
        Func<double[][], double[]> forward, Func<double[][], double[], double[][]> backward, params Operand[] operands)
    {
        var draws = new Seed(9).Stream();
        double[][] values = [.. operands.Select(operand => operand.Values(draws))];
        double[] upstream = [.. forward(values).Select(_ => draws.NextGaussian())];
        var gradients = backward(values, upstream);
        for (var operand = 0; operand < values.Length; operand++)
        {
            for (var index = 0; index < values[operand].Length; index++)
            {
                Assert.Equal(Slope(ref values[operand][index]), gradients[operand][index], 1e-8);
            }
        }

        double Slope(ref double element)
        {
            var kept = element;
            element = kept + Step;
            var above = Along();
            element = kept - Step;
            var below = Along();
            element = kept;
            return (above - below) / (2 * Step);
        }

        double Along() => forward(values).Zip(upstream, (value, weight) => value * weight).Sum();
    }

    private static double[] Scaled(double[] values, double factor) => Array.ConvertAll(values, value => value * factor);
}
