using Mas.Engine.Tensors;

namespace Mas.Tests.Engine.Ops;

/// <summary>Batch normalisation as its definition reads.</summary>
internal static class NaiveBatchNorm
{
    internal static (double[] Mean, double[] Variance) Moments(double[] input, Shape shape)
    {
        var mean = new double[shape.Channels];
        var variance = new double[shape.Channels];
        for (var index = 0; index < input.Length; index++)
        {
            mean[index % shape.Channels] += input[index] / shape.Pixels;
        }

        for (var index = 0; index < input.Length; index++)
        {
            var distance = input[index] - mean[index % shape.Channels];
            variance[index % shape.Channels] += distance * distance / shape.Pixels;
        }

        return (mean, variance);
    }

    internal static double[] Forward(
        double[] input, Shape shape, double[] scale, double[] shift, double[] mean, double[] variance, bool relu)
    {
        var output = new double[input.Length];
        for (var index = 0; index < input.Length; index++)
        {
            var c = index % shape.Channels;
            var value = (input[index] - mean[c]) / Math.Sqrt(variance[c] + 1e-5) * scale[c] + shift[c];
            output[index] = relu ? Math.Max(value, 0) : value;
        }

        return output;
    }

    /// <summary>
    /// The gradients of input, scale and shift where mean and variance are the batch's own; no rectifier.
    /// </summary>
    internal static double[][] Backward(double[] input, Shape shape, double[] scale, double[] upstream)
    {
        var (mean, variance) = Moments(input, shape);
        var dInput = new double[input.Length];
        double[] dScale = new double[scale.Length], dShift = new double[scale.Length];
        for (var index = 0; index < input.Length; index++)
        {
            var c = index % shape.Channels;
            dScale[c] += upstream[index] * (input[index] - mean[c]) / Math.Sqrt(variance[c] + 1e-5);
            dShift[c] += upstream[index];
        }

        for (var index = 0; index < input.Length; index++)
        {
            var c = index % shape.Channels;
            var deviation = Math.Sqrt(variance[c] + 1e-5);
            var normalised = (input[index] - mean[c]) / deviation;
            dInput[index] = scale[c] / deviation
                * (upstream[index] - ((dShift[c] + (normalised * dScale[c])) / shape.Pixels));
        }

        return [dInput, dScale, dShift];
    }
}
