using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The convolution that keeps channels apart: half of a separable convolution (paper section 3).</summary>
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
    public static Tensor DepthwiseConvolution(this Tape tape, Tensor input, Tensor weight, bool relu)
    {
        var (pictures, height, width, channels) = input.Shape;
        var size = weight.Shape.Batch;
        if (weight.Shape != new Shape(size, size, 1, channels) || size is not (3 or 5))
        {
            throw new ArgumentException(
                $"DepthwiseConvolution: weight is {weight.Shape}, input {input.Shape} wants (k, k, 1, {channels}), k 3 or 5.",
                nameof(weight));
        }

        var output = tape.Rent(input.Shape, input.RequiresGradient || weight.RequiresGradient);
        var scratchShape = Scratch(input.Shape, size);
        tape.Workers.For(pictures, picture =>
        {
            var scratch = tape.Pool.Rent(scratchShape);
            Depthwise.Forward(
                input.Picture(picture), weight.Values, output.Picture(picture),
                height, width, channels, size, relu, scratch.Values);
            tape.Pool.Return(scratch);
        });
        tape.DepthwiseMultiplyAdds += (long)output.Shape.Count * size * size;
        tape.Record(new Entry(input, weight, relu, output));
        return output;
    }

    private static Shape Scratch(Shape input, int size) =>
        Shape.Vector(Depthwise.ScratchLength(input.Width, input.Channels, size));

    private sealed class Entry(Tensor input, Tensor weight, bool relu, Tensor output) : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            var dOutput = Output.Gradient!;
            var (pictures, height, width, channels) = input.Shape;
            var size = weight.Shape.Batch;
            var scratchShape = Scratch(input.Shape, size);
            if (input.RequiresGradient)
            {
                var dInput = tape.GradientOf(input, out var accumulate);
                tape.Workers.For(pictures, picture =>
                {
                    var scratch = tape.Pool.Rent(scratchShape);
                    Depthwise.BackwardInput(
                        input.Picture(picture), weight.Values, dOutput.Picture(picture), dInput.Picture(picture),
                        height, width, channels, size, relu, accumulate, scratch.Values);
                    tape.Pool.Return(scratch);
                });
            }

            if (weight.RequiresGradient)
            {
                var parts = tape.Pool.Rent(new Shape(pictures, size, size, channels));
                tape.Workers.For(pictures, picture =>
                {
                    var scratch = tape.Pool.Rent(scratchShape);
                    Depthwise.BackwardWeight(
                        input.Picture(picture), dOutput.Picture(picture), parts.Picture(picture),
                        height, width, channels, size, relu, scratch.Values);
                    tape.Pool.Return(scratch);
                });
                var dWeight = tape.GradientOf(weight, out var accumulate);
                Reduction.Sum(parts.Values, dWeight.Values, accumulate);
                tape.Pool.Return(parts);
            }
        }
    }
}
