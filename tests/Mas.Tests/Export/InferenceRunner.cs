using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Learning.Models;

namespace Mas.Tests.Export;

/// <summary>What Mas itself computes of random examples, by running statistics.</summary>
internal sealed class InferenceRunner : IDisposable
{
    private readonly TensorPool _pool = new();
    private readonly WorkPool _workers = new(2);

    public void Dispose()
    {
        _workers.Dispose();
        _pool.Dispose();
    }

    /// <summary>Random examples, each (H, W, C).</summary>
    internal static float[] Inputs(MultiTaskModel model, int count)
    {
        var draws = new Seed(6).Stream();
        return [.. Enumerable.Range(0, model.Examples.Input.Of(count).Count).Select(_ => draws.NextSingle())];
    }

    /// <summary>By task, the outputs of all examples, each (H, W, outputs).</summary>
    internal float[][] Predict(MultiTaskModel model, float[] inputs, int count)
    {
        var tape = new Tape(_pool, _workers) { Records = false, Statistics = BatchStatistics.Running };
        var input = tape.Rent(model.Examples.Input.Of(count));
        inputs.CopyTo(input.Values);
        var features = model.Encoder.Forward(tape, input);
        float[][] outputs = [.. model.Heads.Select(head => head.Forward(tape, features).Values.ToArray())];
        tape.Rewind();
        return outputs;
    }
}
