using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Dense convolution of any size, stride and padding: the product of all windows, where they lie, and the weight.
/// </summary>
public static class ConvolutionOp
{
    /// <summary>The cross-correlation of input and weight [+ bias], as every framework calls a convolution.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, inputs).</param>
    /// <param name="weight">(size, size, inputs, outputs).</param>
    /// <param name="bias">(1, 1, 1, outputs), or none.</param>
    /// <param name="stride">Pixels between windows; at least 1.</param>
    /// <param name="padding">Zeros around the picture; at least 0.</param>
    /// <returns>(N, (H + 2 padding - size) / stride + 1, the same of W, outputs).</returns>
    /// <exception cref="ArgumentException">
    /// The weight does not fit, or the window is larger than the picture.
    /// </exception>
    public static Tensor Convolution(
        this Tape tape, Tensor input, Tensor weight, Tensor? bias, int stride, int padding)
    {
        var shape = input.Shape;
        if (weight.Shape.Batch != weight.Shape.Height || weight.Shape.Width != shape.Channels)
        {
            throw new ArgumentException(
                $"Convolution: input {shape} needs a weight (size, size, {shape.Channels}, outputs), "
                + $"found {weight.Shape}.");
        }

        var frame = new Frame(shape, padding);
        var geometry = new WindowGeometry(frame.Framed, weight.Shape.Batch, stride);
        if (geometry.Rows < 1 || geometry.Columns < 1)
        {
            throw new ArgumentException($"Convolution: the window {weight.Shape} is larger than the input {shape}.");
        }

        var made = new Shape(shape.Batch, geometry.Rows, geometry.Columns, weight.Shape.Channels);
        var output = LinearMap.Apply(tape, input, weight, bias, made, new LinearLayout(
            geometry.Layout, MatrixLayout.RowMajor(made.Pixels, made.Channels), frame, geometry.Overlap,
            geometry.Tile));
        tape.Trace?.Add(new OpCall.Convolution(input, weight, bias, stride, padding, output));
        return output;
    }
}
