using Mas.Engine.Kernels;
using Mas.Engine.Randomness;

namespace Mas.Tests.Engine.Kernels;

public class LengthKernelTests
{
    [Fact]
    public void TheLengthIsThatOfTheNaiveTwinForEveryNumberOfValues()
    {
        var draws = new Seed(7).Stream();
        for (var count = 0; count <= 256; count++)
        {
            var values = Enumerable.Range(0, count).Select(_ => (float)draws.NextGaussian()).ToArray();

            Assert.Equal(Naive(values), LengthKernel.Of(values), 1e-12);
        }
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(1e-30f)]
    [InlineData(0f)]
    public void SquaresNeitherOverflowNorVanish(float value)
    {
        var values = Enumerable.Repeat(value, 37).ToArray();

        Assert.Equal(Math.Sqrt(37) * value, LengthKernel.Of(values), Math.Abs(value) * 1e-6);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void AValueThatIsNotFiniteMakesTheLengthNotFinite(float value)
    {
        for (var place = 0; place < 33; place++)
        {
            var values = new float[33];
            values[place] = value;

            Assert.False(double.IsFinite(LengthKernel.Of(values)));
        }
    }

    private static double Naive(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
