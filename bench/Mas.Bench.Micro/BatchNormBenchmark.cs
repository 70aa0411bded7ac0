using BenchmarkDotNet.Attributes;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Tests.Engine.Ops;

namespace Mas.Bench.Micro;

/// <summary>
/// Batch normalisation by the batch's statistics, its result stored: from tensors far beyond the caches to small ones.
/// </summary>
public class BatchNormBenchmark : OpBenchmark
{
    /// <summary>Height and width, channels; 16 pictures.</summary>
    [Params("64 32", "32 48", "8 128", "4 360", "13 97")]
    public string Size { get; set; } = "";

    private protected override Work Prepare()
    {
        if (Array.ConvertAll(Size.Split(' '), int.Parse) is not [var side, var channels])
        {
            throw new InvalidOperationException($"'{Size}' is not a height and channels.");
        }

        var (shape, vector) = (new Shape(16, side, side, channels), Shape.Vector(channels));
        return new Work(
            [
                new Operand(shape), new Operand(vector), new Operand(vector),
                new Operand(vector, Differentiable: false), new Operand(vector, Differentiable: false),
            ],
            (tape, x) => tape.Stored(tape.BatchNorm(x[0], x[1], x[2], x[3], x[4], relu: false)),
            x =>
            {
                var (mean, variance) = NaiveBatchNorm.Moments(x[0], shape);
                return NaiveBatchNorm.Forward(x[0], shape, x[1], x[2], mean, variance, relu: false);
            },
            (x, upstream) => NaiveBatchNorm.Backward(x[0], shape, x[1], upstream));
    }
}
