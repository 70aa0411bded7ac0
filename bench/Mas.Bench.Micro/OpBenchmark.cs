using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;
using Mas.Tests.Engine.Ops;

namespace Mas.Bench.Micro;

/// <summary>
/// One op of the engine on one thread, forward and backward, each against its naive twin: the twin the tests hold the
/// op to, which computes in double as the definition reads.
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams, BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public abstract class OpBenchmark
{
    private readonly TensorPool _pool = new();
    private Work _work = null!;
    private Tape _tape = null!;
    private TapeMark _start;
    private Tensor[] _inputs = [];
    private Tensor _result = null!;
    private double[][] _values = [];
    private double[] _upstream = [];
    private float[] _gradient = [];

    /// <summary>Draws the operands and records one forward pass, to go back over.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _work = Prepare();
        var draws = new Seed(7).Stream();
        _values = [.. _work.Operands.Select(operand => operand.Values(draws))];
        _tape = new Tape(_pool, WorkPool.Serial) { Statistics = BatchStatistics.BatchUntracked };
        _inputs = [.. _work.Operands.Zip(_values, Rent)];
        _result = _work.Op(_tape, _inputs);
        _start = _tape.Mark();
        _upstream = [.. Enumerable.Range(0, _result.Shape.Count).Select(_ => draws.NextGaussian())];
        _gradient = Array.ConvertAll(_upstream, value => (float)value);

        // What runs often is compiled anew, and better: not while it is timed.
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < 1)
        {
            Forward();
            Backward();
        }
    }

    /// <summary>Frees the memory.</summary>
    [GlobalCleanup]
    public void Cleanup() => _pool.Dispose();

    /// <summary>The twin's result.</summary>
    [Benchmark(Description = "naive", Baseline = true), BenchmarkCategory("forward")]
    public double[] NaiveForward() => _work.Forward(_values);

    /// <summary>The op's result.</summary>
    [Benchmark(Description = "engine"), BenchmarkCategory("forward")]
    public void Forward()
    {
        _work.Op(_tape, _inputs);
        _tape.Rewind(_start);
    }

    /// <summary>The twin's gradients.</summary>
    [Benchmark(Description = "naive", Baseline = true), BenchmarkCategory("backward")]
    public double[][] NaiveBackward() => _work.Backward(_values, _upstream);

    /// <summary>The op's gradients; the time includes a copy of the result's gradient.</summary>
    [Benchmark(Description = "engine"), BenchmarkCategory("backward")]
    public void Backward()
    {
        _result.Gradient = _pool.Rent(_result.Shape);
        _gradient.CopyTo(_result.Gradient.Values);
        if (_inputs[0].Gradient is { } last)
        {
            // Gradients of activations are written anew each time; those of parameters are added to.
            _inputs[0].Gradient = null;
            _pool.Return(last);
        }

        _tape.Backward(keep: true);
    }

    /// <summary>What is to be timed, at the size the parameters of the benchmark say.</summary>
    private protected abstract Work Prepare();

    private Tensor Rent(Operand operand, double[] values)
    {
        var tensor = _pool.Rent(operand.Shape, operand.Differentiable);
        for (var index = 0; index < values.Length; index++)
        {
            tensor.Values[index] = (float)values[index];
        }

        return tensor;
    }

    /// <summary>An op with its twin.</summary>
    /// <param name="Operands">The inputs of both.</param>
    /// <param name="Op">The engine's op.</param>
    /// <param name="Forward">The twin's result.</param>
    /// <param name="Backward">The twin's gradients, from that of the result.</param>
    private protected sealed record Work(
        Operand[] Operands, Func<Tape, Tensor[], Tensor> Op, Func<double[][], double[]> Forward,
        Func<double[][], double[], double[][]> Backward);
}
