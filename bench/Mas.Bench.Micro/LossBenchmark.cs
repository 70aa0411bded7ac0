using BenchmarkDotNet.Attributes;
using Mas.Engine.Ops;
using Mas.Engine.Tensors;
using Mas.Tests.Engine.Ops;

namespace Mas.Bench.Micro;

/// <summary>The two losses that are more than a difference; 16 pictures.</summary>
public class LossBenchmark : OpBenchmark
{
    private const int Classes = 18;

    /// <summary>The loss and the channels of its output.</summary>
    [Params("cross entropy 18", "shift-tolerant 1", "shift-tolerant 3")]
    public string Loss { get; set; } = "";

    /// <summary>Height and width.</summary>
    [Params(64, 37)]
    public int Side { get; set; }

    private protected override Work Prepare()
    {
        var shape = new Shape(16, Side, Side, int.Parse(Loss.Split(' ')[^1]));
        var one = shape with { Channels = 1 };
        if (shape.Channels == Classes)
        {
            return new Work(
                [new Operand(shape), new Operand(one, Differentiable: false, draws => draws.Next(Classes))],
                (tape, x) => tape.CrossEntropy(x[0], x[1], ignoredClass: 0).Mean,
                x => [NaiveLosses.CrossEntropy(x[0], x[1], Classes, 0)],
                (x, _) => [NaiveLosses.CrossEntropyGradient(x[0], x[1], Classes, 0)]);
        }

        return new Work(
            [
                new Operand(shape), new Operand(shape, Differentiable: false),
                new Operand(one, Differentiable: false, draws => draws.Next(10) < 9 ? 1 : 0),
            ],
            (tape, x) => tape.ShiftTolerantMaskedL1(x[0], x[1], x[2]).Mean,
            x => [NaiveLosses.ShiftTolerantMaskedL1(x[0], x[1], x[2], shape)],
            (x, _) => [NaiveLosses.ShiftTolerantMaskedL1Gradient(x[0], x[1], x[2], shape)]);
    }
}
