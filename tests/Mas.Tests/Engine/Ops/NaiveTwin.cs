using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Holds an op that is a sum of products to its naive twin, at random values.</summary>
internal static class NaiveTwin
{
    /// <summary>Checks result and gradients of <paramref name="op"/> (input, weight, bias).</summary>
    internal static void Check(
        Shape input, Shape weight, NaiveProducts.Products products, Func<Tape, Tensor, Tensor, Tensor, Tensor> op)
    {
        using var pool = new TensorPool();
        using var workers = new WorkPool(2);
        var tape = new Tape(pool, workers);
        var draws = new Seed(11).Stream();
        var x = Rent(pool, input, draws);
        var w = Rent(pool, weight, draws);
        var b = Rent(pool, Shape.Vector(weight.Channels), draws);
        ZeroGradient(pool, w);
        ZeroGradient(pool, b);

        var y = op(tape, x, w, b);
        y.Gradient = Rent(pool, y.Shape, draws);
        var dy = Doubles(y.Gradient.Values);
        var result = y.Values.ToArray();
        tape.Backward();

        double[][] operands = [Doubles(x.Values), Doubles(w.Values), Doubles(b.Values)];
        var gradients = NaiveProducts.Backward(products)(operands, dy);
        Check($"{input} by {weight}, result", NaiveProducts.Forward(products, y.Shape)(operands), result);
        Check($"{input} by {weight}, gradient of input", gradients[0], x.Gradient!.Values);
        Check($"{input} by {weight}, gradient of weight", gradients[1], w.Gradient!.Values);
        Check($"{input} by {weight}, gradient of bias", gradients[2], b.Gradient!.Values);
    }

    private static void Check(string what, double[] expected, ReadOnlySpan<float> actual) =>
        Close.Check(what, Array.ConvertAll(expected, value => (float)value), actual);

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (var index = 0; index < doubles.Length; index++)
        {
            doubles[index] = values[index];
        }

        return doubles;
    }

    private static Tensor Rent(TensorPool pool, Shape shape, RandomStream draws)
    {
        var tensor = pool.Rent(shape, requiresGradient: true);
        foreach (ref var value in tensor.Values)
        {
            value = (float)draws.NextGaussian();
        }

        return tensor;
    }

    private static void ZeroGradient(TensorPool pool, Tensor parameter)
    {
        parameter.Gradient = pool.Rent(parameter.Shape);
        parameter.Gradient.Values.Clear();
    }
}
