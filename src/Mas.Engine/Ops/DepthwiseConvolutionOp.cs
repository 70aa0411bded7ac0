using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// The convolution that keeps channels apart: half of a separable convolution (Chollet, CVPR 2017). It reads normalised
/// views as they lie.
/// </summary>
public static class DepthwiseConvolutionOp
{
    /// <summary>
    /// Convolves every channel with its own k x k weight, stride 1, zeros around the picture, so that the size stays.
    /// </summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, C).</param>
    /// <param name="weight">(k, k, 1, C), k 3 or 5.</param>
    /// <param name="relu">Whether max(input, 0) is convolved instead of the input; it is never stored.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentException">The weight is not (k, k, 1, C) with k 3 or 5.</exception>
    public static Tensor DepthwiseConvolution(this Tape tape, Tensor input, Tensor weight, bool relu) =>
        Convolve(tape, [input], weight, relu);

    /// <summary>The same of two pictures laid over each other, which are never joined.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="a">(N, H, W, A), the first A of the C channels.</param>
    /// <param name="b">(N, H, W, B), the others: A + B = C.</param>
    /// <param name="weight">(k, k, 1, C), k 3 or 5.</param>
    /// <param name="relu">Whether max(., 0) of both is convolved instead.</param>
    /// <returns>(N, H, W, C).</returns>
    /// <exception cref="ArgumentException">
    /// The pictures differ in more than the channels, or the weight is not (k, k, 1, C) with k 3 or 5.
    /// </exception>
    public static Tensor DepthwiseConvolution(this Tape tape, Tensor a, Tensor b, Tensor weight, bool relu)
    {
        ConcatenateOp.Check(nameof(DepthwiseConvolution), a, b);
        return Convolve(tape, [a, b], weight, relu);
    }

    private static Tensor Convolve(Tape tape, Tensor[] inputs, Tensor weight, bool relu)
    {
        var (channels, requiresGradient) = (0, weight.RequiresGradient);
        foreach (var input in inputs)
        {
            channels += input.Shape.Channels;
            requiresGradient |= input.RequiresGradient;
        }

        var shape = inputs[0].Shape with { Channels = channels };
        var size = weight.Shape.Batch;
        if (weight.Shape != new Shape(size, size, 1, shape.Channels) || size is not (3 or 5))
        {
            throw new ArgumentException(
                $"DepthwiseConvolution: weight is {weight.Shape}, input {shape} wants (k, k, 1, {shape.Channels}), "
                + "k 3 or 5.",
                nameof(weight));
        }

        var output = tape.Rent(shape, requiresGradient);
        DepthwiseStrips.For(
            tape, inputs, shape, size, byRows: true, (inputs, weight, relu, output),
            static (all, strip, input, picture, from, to, scratch) => Depthwise.Forward(
                strip, all.inputs[input].Elements().Picture(picture)[from..],
                all.inputs[input].Reading(all.relu).Channels(from, strip.Channels), all.weight.Values[to..],
                all.output.Picture(picture)[to..], scratch));
        tape.DepthwiseMultiplyAdds += (long)shape.Count * size * size;
        tape.Trace?.Add(new OpCall.DepthwiseConvolution(inputs, weight, relu, output));
        tape.Record(new Entry(inputs, weight, relu, output));
        return output;
    }

    private sealed class Entry(Tensor[] inputs, Tensor weight, bool relu, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            var size = weight.Shape.Batch;
            var parts = weight.RequiresGradient
                ? tape.Pool.Rent(weight.Shape with { Batch = dOutput.Shape.Batch, Height = size * size })
                : null;
            var dInputs = new Tensor?[inputs.Length];
            var adds = new bool[inputs.Length];
            for (var input = 0; input < inputs.Length; input++)
            {
                dInputs[input] =
                    inputs[input].RequiresGradient ? tape.GradientOf(inputs[input], out adds[input]) : null;
            }

            DepthwiseStrips.For(
                tape, inputs, dOutput.Shape, size, byRows: false, (inputs, weight, relu, dOutput, dInputs, adds, parts),
                static (all, strip, input, picture, from, to, scratch) => Depthwise.Backward(
                    strip, all.inputs[input].Elements().Picture(picture)[from..],
                    all.inputs[input].Reading(all.relu).Channels(from, strip.Channels), all.weight.Values[to..],
                    all.dOutput.Picture(picture)[to..],
                    all.dInputs[input] is { } dInput ? dInput.Picture(picture)[from..] : [], all.adds[input],
                    all.parts is { } parts ? parts.Picture(picture)[to..] : [], scratch));
            if (parts is not null)
            {
                Reduction.Sum(parts.Values, tape.GradientOf(weight, out var accumulate).Values, accumulate);
                tape.Pool.Return(parts);
            }
        }
    }
}
