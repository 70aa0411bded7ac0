using Mas.Engine.Autograd;
using Mas.Engine.Memory;
using Mas.Engine.Parallelism;
using Mas.Engine.Randomness;
using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>
/// Holds an op to its naive twin in double: the output to the twin's, every gradient to central finite differences of
/// the twin, gradients that overwrite as well as gradients that add to what is there, and one thread to three.
/// </summary>
internal static class GradientCheck
{
    /// <summary>Half the width of a central difference, in double far from both rounding and curvature.</summary>
    private const double Step = 1e-5;

    /// <summary>Elements of an input whose gradient is checked, drawn where there are more.</summary>
    private const int MostElements = 48;

    /// <summary>Checks one op on random operands and a random gradient of its output.</summary>
    /// <param name="op">Builds the output from the operands, in their order.</param>
    /// <param name="naive">The twin: the output's elements from the operands' elements.</param>
    /// <param name="operands">The inputs.</param>
    /// <param name="statistics">What batch norms normalise with.</param>
    /// <param name="tolerance">
    /// Allowed error, relative to the largest magnitude of the array in question (or 1, whichever is more).
    /// </param>
    internal static void Run(
        Func<Tape, Tensor[], Tensor> op,
        Func<double[][], double[]> naive,
        Operand[] operands,
        BatchStatistics statistics = BatchStatistics.Batch,
        double tolerance = 2e-5)
    {
        var draws = new Seed(7).Stream();
        var inputs = operands.Select(operand => operand.Values(draws)).ToArray();
        var expected = naive(inputs);
        var upstream = Enumerable.Range(0, expected.Length).Select(_ => (float)draws.NextGaussian()).ToArray();

        var (output, gradients) = Differentiate(op, operands, inputs, upstream, statistics, threads: 1, offset: null);
        AssertClose(expected, output, tolerance, "output");
        for (var index = 0; index < operands.Length; index++)
        {
            if (operands[index].Differentiable)
            {
                CheckGradient(naive, inputs, index, upstream, gradients[index], tolerance, draws);
            }
        }

        var shared = Differentiate(op, operands, inputs, upstream, statistics, threads: 3, offset: null);
        Assert.Equal(output, shared.Output);
        Assert.Equal(gradients, shared.Gradients);

        const float Offset = 0.25f;
        var added = Differentiate(op, operands, inputs, upstream, statistics, threads: 3, Offset).Gradients;
        for (var index = 0; index < operands.Length; index++)
        {
            if (operands[index].Differentiable)
            {
                AssertClose(
                    [.. gradients[index].Select(value => (double)value + Offset)], added[index], tolerance,
                    $"accumulated gradient of operand {index}");
            }
        }
    }

    /// <summary>Fails where an element is further off than the tolerance times the largest magnitude.</summary>
    internal static void AssertClose(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(1, expected.Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (var index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= tolerance * scale,
                $"{what}, element {index}: expected {expected[index]}, found {actual[index]}");
        }
    }

    private static void CheckGradient(
        Func<double[][], double[]> naive, double[][] inputs, int operand, float[] upstream, float[] gradient,
        double tolerance, RandomStream draws)
    {
        var elements = Enumerable.Range(0, gradient.Length).ToArray();
        draws.Shuffle<int>(elements);
        elements = elements[..Math.Min(MostElements, elements.Length)];
        double Loss() => naive(inputs).Select((value, index) => value * upstream[index]).Sum();
        var expected = new double[elements.Length];
        for (var index = 0; index < elements.Length; index++)
        {
            ref var element = ref inputs[operand][elements[index]];
            var kept = element;
            element = kept + Step;
            var above = Loss();
            element = kept - Step;
            var below = Loss();
            element = kept;
            expected[index] = (above - below) / (2 * Step);
        }

        AssertClose(
            expected, [.. elements.Select(element => gradient[element])], tolerance, $"gradient of operand {operand}");
    }

    private static (float[] Output, float[][] Gradients) Differentiate(
        Func<Tape, Tensor[], Tensor> op, Operand[] operands, double[][] inputs, float[] upstream,
        BatchStatistics statistics, int threads, float? offset)
    {
        using var pool = new TensorPool();
        using var workers = new WorkPool(threads);
        var tape = new Tape(pool, workers) { Statistics = statistics };
        var tensors = operands.Select(operand => pool.Rent(operand.Shape, operand.Differentiable)).ToArray();
        for (var index = 0; index < tensors.Length; index++)
        {
            Fill(tensors[index], inputs[index]);
            if (offset is { } value && operands[index].Differentiable)
            {
                tensors[index].Gradient = pool.Rent(operands[index].Shape);
                tensors[index].Gradient!.Values.Fill(value);
            }
        }

        var output = op(tape, tensors);
        var values = output.Values.ToArray();
        output.Gradient = pool.Rent(output.Shape);
        upstream.CopyTo(output.Gradient.Values);
        tape.Backward();
        return (
            values, [.. tensors.Select(tensor => tensor.RequiresGradient ? tensor.Gradient!.Values.ToArray() : [])]);
    }

    private static void Fill(Tensor tensor, double[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            tensor.Values[index] = (float)values[index];
        }
    }
}
