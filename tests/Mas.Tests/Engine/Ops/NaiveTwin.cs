using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>
/// The naive twin of every op that is a sum of products of an input and a weight, in double: which element of the
/// input meets which of the weight, and where the product is added. One walk over these triples gives the result and
/// both gradients.
/// </summary>
internal static class NaiveTwin
{
    /// <summary>Calls back with the indices (input, weight, output) of every product.</summary>
    internal delegate void Products(Action<int, int, int> each);

    /// <summary>The products of a convolution: weight (kh, kw, in, out).</summary>
    internal static Products Convolution(Shape input, Shape weight, Shape output, int stride, int padding) => each =>
    {
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            int column = pixel % output.Width, row = pixel / output.Width % output.Height;
            int picture = pixel / (output.Width * output.Height);
            for (int tap = 0; tap < weight.Batch * weight.Height; tap++)
            {
                int y = (row * stride) - padding + (tap / weight.Height);
                int x = (column * stride) - padding + (tap % weight.Height);
                if (y < 0 || y >= input.Height || x < 0 || x >= input.Width)
                    continue;

                int source = ((picture * input.Height) + y) * input.Width + x;
                Channels(each, input.Channels, output.Channels, source, tap * weight.Width, pixel);
            }
        }
    };

    /// <summary>The products of a transposed convolution 2x2 with stride 2: weight (in, 2, 2, out).</summary>
    internal static Products Transposed(Shape input, Shape output) => each =>
    {
        for (int pixel = 0; pixel < output.Pixels; pixel++)
        {
            int column = pixel % output.Width, row = pixel / output.Width;
            int source = (row / 2 * input.Width) + (column / 2);
            int tap = ((row % 2) * 2) + (column % 2);
            for (int i = 0; i < input.Channels; i++)
            {
                for (int o = 0; o < output.Channels; o++)
                    each((source * input.Channels) + i, (((i * 4) + tap) * output.Channels) + o, (pixel * output.Channels) + o);
            }
        }
    };

    /// <summary>The result, output after output from (input, weight, bias), for <see cref="GradientCheck"/>.</summary>
    internal static Func<double[][], double[]> Forward(Products products, Shape output) => operands =>
    {
        double[] result = new double[output.Count];
        for (int i = 0; i < result.Length; i++)
            result[i] = operands[2][i % output.Channels];
        products((i, k, o) => result[o] += operands[0][i] * operands[1][k]);
        return result;
    };

    /// <summary>Checks result and gradients of <paramref name="op"/> (input, weight, bias) at random values.</summary>
    internal static void Check(
        Shape input, Shape weight, Products products, Func<Tape, Tensor, Tensor, Tensor, Tensor> op)
    {
        using var pool = new TensorPool();
        using var workers = new WorkPool(2);
        var tape = new Tape(pool, workers);
        RandomStream draws = new Seed(11).Stream();
        Tensor x = Rent(pool, input, draws);
        Tensor w = Rent(pool, weight, draws);
        Tensor b = Rent(pool, Shape.Vector(weight.Channels), draws);
        ZeroGradient(pool, w);
        ZeroGradient(pool, b);

        Tensor y = op(tape, x, w, b);
        y.Gradient = Rent(pool, y.Shape, draws);
        float[] dy = y.Gradient.Values.ToArray();
        float[] result = y.Values.ToArray();
        tape.Backward();

        double[] expected = new double[dy.Length], dx = new double[input.Count], dw = new double[weight.Count];
        double[] db = new double[weight.Channels];
        for (int i = 0; i < dy.Length; i++)
        {
            expected[i] = b.Values[i % db.Length];
            db[i % db.Length] += dy[i];
        }

        float[] xs = x.Values.ToArray(), ws = w.Values.ToArray();
        products((i, k, o) =>
        {
            expected[o] += (double)xs[i] * ws[k];
            dx[i] += (double)dy[o] * ws[k];
            dw[k] += (double)dy[o] * xs[i];
        });
        Check($"{input} by {weight}, result", expected, result);
        Check($"{input} by {weight}, gradient of input", dx, x.Gradient!.Values);
        Check($"{input} by {weight}, gradient of weight", dw, w.Gradient!.Values);
        Check($"{input} by {weight}, gradient of bias", db, b.Gradient!.Values);
    }

    private static void Channels(
        Action<int, int, int> each, int inputs, int outputs, int source, int firstRow, int target)
    {
        for (int i = 0; i < inputs; i++)
        {
            for (int o = 0; o < outputs; o++)
                each((source * inputs) + i, ((firstRow + i) * outputs) + o, (target * outputs) + o);
        }
    }

    private static void Check(string what, double[] expected, ReadOnlySpan<float> actual) =>
        Close.Check(what, Array.ConvertAll(expected, value => (float)value), actual);

    private static Tensor Rent(TensorPool pool, Shape shape, RandomStream draws)
    {
        Tensor tensor = pool.Rent(shape, requiresGradient: true);
        foreach (ref float value in tensor.Values)
            value = (float)draws.NextGaussian();
        return tensor;
    }

    private static void ZeroGradient(TensorPool pool, Tensor parameter)
    {
        parameter.Gradient = pool.Rent(parameter.Shape);
        parameter.Gradient.Values.Clear();
    }
}
