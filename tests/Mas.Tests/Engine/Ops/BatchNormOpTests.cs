using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Ops;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>
/// Batch norm against its definition, finite differences and PyTorch's rules for the running statistics.
/// </summary>
public class BatchNormOpTests
{
    [Theory]
    [InlineData(3, 1, 1, 2, BatchStatistics.Batch, false)]
    [InlineData(2, 3, 5, 1, BatchStatistics.Batch, true)]
    [InlineData(2, 4, 4, 24, BatchStatistics.BatchUntracked, true)]
    [InlineData(2, 11, 13, 3, BatchStatistics.Batch, true)]
    [InlineData(1, 17, 31, 18, BatchStatistics.BatchUntracked, false)]
    [InlineData(2, 3, 3, 97, BatchStatistics.Batch, true)]
    [InlineData(1, 1, 1, 48, BatchStatistics.Running, false)]
    [InlineData(2, 5, 7, 20, BatchStatistics.Running, true)]
    public void FollowsItsDefinition(
        int pictures, int height, int width, int channels, BatchStatistics statistics, bool relu)
    {
        var shape = new Shape(pictures, height, width, channels);
        var vector = Shape.Vector(channels);
        GradientCheck.Run(
            (tape, x) => tape.Stored(tape.BatchNorm(x[0], x[1], x[2], x[3], x[4], relu)),
            x =>
            {
                var (mean, variance) =
                    statistics == BatchStatistics.Running ? (x[3], x[4]) : NaiveBatchNorm.Moments(x[0], shape);
                return NaiveBatchNorm.Forward(x[0], shape, x[1], x[2], mean, variance, relu);
            },
            [
                new Operand(shape, Draw: draws => 3 + 2 * draws.NextGaussian()), new Operand(vector),
                new Operand(vector),
                new Operand(vector, Differentiable: false),
                new Operand(vector, Differentiable: false, draws => 0.5 + draws.NextDouble()),
            ],
            statistics);
    }

    [Fact]
    public void RunningStatisticsMoveATenthOfTheWayToTheUnbiasedOnes()
    {
        var shape = new Shape(3, 2, 5, 3);
        var input = new Operand(shape, Draw: draws => 100 + draws.NextGaussian()).Values(new Seed(1).Stream());
        var (mean, variance) = NaiveBatchNorm.Moments(input, shape);

        var (runningMean, runningVariance) = After(BatchStatistics.Batch, shape, input);

        GradientCheck.AssertClose([.. mean.Select(value => 0.9 * 7 + 0.1 * value)], runningMean, 1e-6, "mean");
        GradientCheck.AssertClose(
            [.. variance.Select(value => 0.9 * 2 + 0.1 * value * 30 / 29)], runningVariance, 1e-6, "variance");
    }

    [Theory]
    [InlineData(BatchStatistics.BatchUntracked)]
    [InlineData(BatchStatistics.Running)]
    public void UntrackedRunningStatisticsStayToTheBit(BatchStatistics statistics)
    {
        var shape = new Shape(2, 2, 2, 3);
        var (mean, variance) = After(statistics, shape, new Operand(shape).Values(new Seed(1).Stream()));

        Assert.All(mean, value => Assert.Equal(7, value));
        Assert.All(variance, value => Assert.Equal(2, value));
    }

    [Fact]
    public void ABatchOfOnePixelIsAnError()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var vector = tape.Rent(Shape.Vector(3));

        var error = Assert.Throws<ArgumentException>(() => tape.BatchNorm(
            tape.Rent(Shape.Vector(3)), vector, vector, vector, vector, relu: false));

        Assert.Contains("one pixel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVectorOfAnotherLengthIsNamed()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial);
        var vector = tape.Rent(Shape.Vector(3));

        var error = Assert.Throws<ArgumentException>(() => tape.BatchNorm(
            tape.Rent(new Shape(2, 2, 2, 3)), vector, tape.Rent(Shape.Vector(4)), vector, vector, relu: false));

        Assert.Contains("(1, 1, 1, 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AViewThatNobodyStoredHasNoValues()
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial) { Statistics = BatchStatistics.Running };
        var vector = tape.Rent(Shape.Vector(3));
        var view = tape.BatchNorm(tape.Rent(new Shape(2, 2, 2, 3)), vector, vector, vector, vector, relu: false);

        var error = Assert.Throws<InvalidOperationException>(() => view.Values.Length);

        Assert.Contains("(2, 2, 2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Same(vector, tape.Stored(vector));
    }

    private static (float[] Mean, float[] Variance) After(BatchStatistics statistics, Shape shape, double[] values)
    {
        using var pool = new TensorPool();
        var tape = new Tape(pool, WorkPool.Serial) { Statistics = statistics };
        var vector = Shape.Vector(shape.Channels);
        Tensor input = tape.Rent(shape), scale = tape.Rent(vector), shift = tape.Rent(vector);
        Tensor mean = tape.Rent(vector), variance = tape.Rent(vector);
        for (var index = 0; index < values.Length; index++)
        {
            input.Values[index] = (float)values[index];
        }

        scale.Values.Fill(1);
        shift.Values.Clear();
        mean.Values.Fill(7);
        variance.Values.Fill(2);
        tape.BatchNorm(input, scale, shift, mean, variance, relu: false);
        return (mean.Values.ToArray(), variance.Values.ToArray());
    }
}
