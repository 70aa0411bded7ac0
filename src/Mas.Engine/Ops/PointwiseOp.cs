using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>The 1x1 convolution, which is the linear layer of every pixel: one matrix product.</summary>
public static class PointwiseOp
{
    /// <summary>input x weight [+ bias], pixel by pixel.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, inputs).</param>
    /// <param name="weight">(1, 1, inputs, outputs).</param>
    /// <param name="bias">(1, 1, 1, outputs), or none.</param>
    /// <returns>(N, H, W, outputs).</returns>
    /// <exception cref="ArgumentException">The channels of input and weight differ.</exception>
    public static Tensor Pointwise(this Tape tape, Tensor input, Tensor weight, Tensor? bias = null)
    {
        if (weight.Shape is not { Batch: 1, Height: 1 } || weight.Shape.Width != input.Shape.Channels)
        {
            throw new ArgumentException(
                $"Pointwise: input {input.Shape} needs a weight (1, 1, {input.Shape.Channels}, outputs), "
                + $"found {weight.Shape}.");
        }

        var pixels = input.Shape.Pixels;
        var outputs = weight.Shape.Channels;
        var output = LinearMap.Apply(tape, input, weight, bias, input.Shape with { Channels = outputs }, new LinearLayout(
            MatrixLayout.RowMajor(pixels, input.Shape.Channels), MatrixLayout.RowMajor(pixels, outputs),
            new Frame(input.Shape, 0), Overlap: false, Tiles: true));
        tape.Trace?.Add(new OpCall.Convolution(input, weight, bias, Stride: 1, Padding: 0, output));
        return output;
    }
}
