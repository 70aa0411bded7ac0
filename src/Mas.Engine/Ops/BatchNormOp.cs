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
    /// <returns>(N, H, W, C), a view of the input: nothing is stored until <see cref="StoredOp.Stored"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A vector has another length than C, or the statistics are the batch's and the batch is a single pixel.
    /// </exception>
    public static Tensor BatchNorm(
        this Tape tape, Tensor input, Tensor scale, Tensor shift, Tensor runningMean, Tensor runningVariance, bool relu)
    {
        var running = tape.Statistics == BatchStatistics.Running;
        Check(input.Shape, running, scale, shift, runningMean, runningVariance);
        input = tape.Stored(input);
        var channels = input.Shape.Channels;
        var inverse = tape.Rent(Shape.Vector(channels));
        var view = new Normalisation(input, tape.Rent(new Shape(1, 1, 3, channels)), relu);
        shift.Values.CopyTo(view.Shift);
        if (running)
        {
            runningMean.Values.CopyTo(view.Mean);
            Scale(view, inverse.Values, runningVariance.Values, scale.Values);
        }
        else
        {
            var variance = tape.Pool.Rent(Shape.Vector(channels));
            Measure(tape, input, view.Mean, variance.Values);
            Scale(view, inverse.Values, variance.Values, scale.Values);
            if (tape.Statistics == BatchStatistics.Batch)
            {
                var unbiased = input.Shape.Pixels / (input.Shape.Pixels - 1.0);
                Track(runningMean.Values, view.Mean, 1);
                Track(runningVariance.Values, variance.Values, unbiased);
            }

            tape.Pool.Return(variance);
        }

        var output = tape.View(view, input.RequiresGradient || scale.RequiresGradient || shift.RequiresGradient);
        tape.Trace?.Add(new OpCall.BatchNorm(
            input, scale, shift, runningMean, runningVariance, Epsilon, relu, output));
        tape.Record(new Entry(input, scale, shift, inverse, running, output));
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
        PixelChunks.For(
            tape.Workers, shape, (input, parts), static (chunk, first, count, all) => BatchNormForward.Sums(
                all.input.Pixels(first, count), all.input.Pixels(0, 1), all.parts.Picture(chunk)));
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

    /// <summary>1 / deviation and scale / deviation.</summary>
    private static void Scale(
        Normalisation view, Span<float> inverse, ReadOnlySpan<float> variance, ReadOnlySpan<float> scale)
    {
        for (var channel = 0; channel < inverse.Length; channel++)
        {
            inverse[channel] = (float)(1 / Math.Sqrt(variance[channel] + Epsilon));
            view.Factor[channel] = scale[channel] * inverse[channel];
        }
    }

    private sealed class Entry(
        Tensor input, Tensor scale, Tensor shift, Tensor inverse, bool running, Tensor output)
        : TapeEntry(output)
    {
        /// <summary>dx takes over the memory of the view's gradient where nothing has arrived at the input.</summary>
        internal override void Backward(Tape tape)
        {
            var shape = input.Shape;
            var dOutput = Output.Gradient!;

            // Rows: sum of dy, sum of dy xhat, then what they subtract from dx: a slope along x and a constant.
            var sums = tape.Pool.Rent(new Shape(1, 1, 2, shape.Channels));
            var terms = tape.Pool.Rent(new Shape(1, 1, 2, shape.Channels));
            Sum(tape, dOutput, sums.Values, terms.Values);
            Receive(tape, shift, sums.Pixels(0, 1));
            Receive(tape, scale, sums.Pixels(1, 1));
            if (input.RequiresGradient)
            {
                var dInput = Tape.HandOn(Output, input, out var accumulate);
                PixelChunks.For(
                    tape.Workers, shape, (input, dOutput, Output, terms, dInput, accumulate),
                    static (_, first, count, all) => BatchNormBackward.Input(
                        all.input.Pixels(first, count), all.dOutput.Pixels(first, count), all.Output.Reading(),
                        all.terms.Pixels(0, 1), all.terms.Pixels(1, 1), all.dInput.Pixels(first, count),
                        all.accumulate));
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
            PixelChunks.For(
                tape.Workers, shape, (input, dOutput, Output, parts),
                static (chunk, first, count, all) => BatchNormBackward.Sums(
                    all.input.Pixels(first, count), all.dOutput.Pixels(first, count), all.Output.Reading(),
                    all.parts.Picture(chunk)));
            Span<float> values = parts.Values, inverses = inverse.Values, factors = Output.Normalisation!.Factor;
            for (var channel = 0; channel < inverses.Length; channel++)
            {
                double sum = 0, products = 0;
                for (var place = channel; place < values.Length; place += 2 * channels)
                {
                    sum += values[place];
                    products += values[place + channels];
                }

                var inverse = (double)inverses[channel];
                sums[channel] = (float)sum;
                sums[channels + channel] = (float)(products * inverse);

                // Running statistics do not depend on the input, so nothing is subtracted.
                var share = running ? 0 : -factors[channel] / (double)shape.Pixels;
                terms[channel] = (float)(share * products * inverse * inverse);
                terms[channels + channel] = (float)(share * sum);
            }

            tape.Pool.Return(parts);
        }
    }
}
