using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>Batch normalisation (Ioffe and Szegedy, 2015), by the rules of PyTorch.</summary>
public static class BatchNormOp
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    /// <summary>
    /// (x - mean) / sqrt(variance + 1e-5) scale + shift, a channel at a time, where <paramref name="relu"/> at least 0.
    /// <see cref="Tape.Statistics"/> says which mean and variance: the batch's (the variance biased), or the running
    /// ones. When tracked, the running ones move a tenth of the way to the batch's mean and unbiased variance.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <param name="scale">(1, 1, 1, C).</param>
    /// <param name="shift">(1, 1, 1, C).</param>
    /// <param name="runningMean">(1, 1, 1, C).</param>
    /// <param name="runningVariance">(1, 1, 1, C).</param>
    /// <param name="relu">Whether max(., 0) of the result is taken.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentException">
    /// A vector has another length than C, or the statistics are the batch's and the batch is a single pixel.
    /// </exception>
    public static Tensor BatchNorm(
        this Tape tape, Tensor input, Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVariance, bool relu)
    {
        var running = tape.Statistics == BatchStatistics.Running;
        Check(input.Shape, running, scale, shift, runningMean, runningVariance);
        var channels = input.Shape.Channels;
        var saved = new Saved(tape.Rent(new Shape(1, 1, 3, channels)), channels);
        if (running)
        {
            runningMean.Values.CopyTo(saved.Mean);
            saved.Scale(runningVariance.Values, scale.Values);
        }
        else
        {
            var variance = tape.Pool.Rent(Shape.Vector(channels));
            Measure(tape, input, saved.Mean, variance.Values);
            saved.Scale(variance.Values, scale.Values);
            if (tape.Statistics == BatchStatistics.Batch)
            {
                var unbiased = input.Shape.Pixels / (input.Shape.Pixels - 1.0);
                Track(runningMean.Values, saved.Mean, 1);
                Track(runningVariance.Values, variance.Values, unbiased);
            }

            tape.Pool.Return(variance);
        }

        var output = tape.Rent(
            input.Shape, input.RequiresGradient || scale.RequiresGradient || shift.RequiresGradient);
        PixelChunks.For(tape.Workers, input.Shape, (_, first, count) => BatchNormForward.Normalise(
            input.Pixels(first, count), saved.Mean, saved.Factor, shift.Values, output.Pixels(first, count), relu));
        tape.Record(new Entry(input, scale, shift, saved, running, relu, output));
        return output;
    }

    private static void Check(Shape input, bool running, params ReadOnlySpan<Tensor> vectors)
    {
        foreach (var vector in vectors)
        {
            if (vector.Shape != Shape.Vector(input.Channels))
            {
                throw new ArgumentException(
                    $"BatchNorm: input is {input}, so every vector must be {Shape.Vector(input.Channels)}, "
                    + $"found {vector.Shape}.");
            }
        }

        if (!running && input.Pixels == 1)
        {
            throw new ArgumentException($"BatchNorm: a batch of one pixel has no variance, found {input}.");
        }
    }

    private static void Measure(Tape tape, Tensor input, Span<float> mean, Span<float> variance)
    {
        var shape = input.Shape;
        var parts = tape.Pool.Rent(new Shape(PixelChunks.Count(shape), 1, 2, shape.Channels));
        PixelChunks.For(tape.Workers, shape, (chunk, first, count) => BatchNormForward.Sums(
            input.Pixels(first, count), input.Pixels(0, 1), parts.Picture(chunk)));
        BatchNormForward.Combine(parts.Values, input.Pixels(0, 1), shape.Pixels, mean, variance);
        tape.Pool.Return(parts);
    }

    private static void Track(Span<float> running, ReadOnlySpan<float> batch, double correction)
    {
        for (var channel = 0; channel < running.Length; channel++)
        {
            running[channel] = (float)((1 - Momentum) * running[channel] + Momentum * correction * batch[channel]);
        }
    }

    /// <summary>What the backward pass needs of a channel: mean, 1 / deviation, and scale / deviation.</summary>
    private sealed class Saved(Tensor rows, int channels)
    {
        internal Span<float> Mean => rows.Values[..channels];

        internal Span<float> Inverse => rows.Values.Slice(channels, channels);

        internal Span<float> Factor => rows.Values.Slice(2 * channels, channels);

        internal void Scale(ReadOnlySpan<float> variance, ReadOnlySpan<float> scale)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                Inverse[channel] = (float)(1 / Math.Sqrt(variance[channel] + Epsilon));
                Factor[channel] = scale[channel] * Inverse[channel];
            }
        }
    }

    private sealed class Entry(
        Tensor input, Tensor scale, Tensor shift, Saved saved, bool running, bool relu, Tensor output)
        : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var shape = input.Shape;
            var dOutput = Output.Gradient!;

            // Rows: sum of dy, sum of dy xhat, then what they subtract from dx: a slope along x and a constant.
            var sums = tape.Pool.Rent(new Shape(1, 1, 2, shape.Channels));
            var terms = tape.Pool.Rent(new Shape(1, 1, 2, shape.Channels));
            Sum(tape, dOutput, sums.Values, terms.Values);
            Receive(tape, shift, sums.Values[..shape.Channels]);
            Receive(tape, scale, sums.Values[shape.Channels..]);
            if (input.RequiresGradient)
            {
                var dInput = tape.GradientOf(input, out var accumulate);
                PixelChunks.For(tape.Workers, shape, (_, first, count) => BatchNormBackward.Input(
                    input.Pixels(first, count), dOutput.Pixels(first, count), saved.Mean, saved.Factor, shift.Values,
                    terms.Values[..shape.Channels], terms.Values[shape.Channels..], dInput.Pixels(first, count),
                    relu, accumulate));
            }

            tape.Pool.Return(sums);
            tape.Pool.Return(terms);
        }

        private static void Receive(Tape tape, Tensor parameter, ReadOnlySpan<float> gradient)
        {
            if (parameter.RequiresGradient)
            {
                var target = tape.GradientOf(parameter, out var accumulate);
                Reduction.Sum(gradient, target.Values, accumulate);
            }
        }

        private void Sum(Tape tape, Tensor dOutput, Span<float> sums, Span<float> terms)
        {
            var shape = input.Shape;
            var channels = shape.Channels;
            var parts = tape.Pool.Rent(new Shape(PixelChunks.Count(shape), 1, 2, channels));
            PixelChunks.For(tape.Workers, shape, (chunk, first, count) => BatchNormBackward.Sums(
                input.Pixels(first, count), dOutput.Pixels(first, count), saved.Mean, saved.Factor, shift.Values,
                parts.Picture(chunk), relu));
            for (var channel = 0; channel < channels; channel++)
            {
                double sum = 0, products = 0;
                for (var place = channel; place < parts.Values.Length; place += 2 * channels)
                {
                    sum += parts.Values[place];
                    products += parts.Values[place + channels];
                }

                var inverse = (double)saved.Inverse[channel];
                sums[channel] = (float)sum;
                sums[channels + channel] = (float)(products * inverse);

                // Running statistics do not depend on the input, so nothing is subtracted.
                var share = running ? 0 : -saved.Factor[channel] / (double)shape.Pixels;
                terms[channel] = (float)(share * products * inverse * inverse);
                terms[channels + channel] = (float)(share * sum);
            }

            tape.Pool.Return(parts);
        }
    }
}
