using Mas.Engine.Autograd;
using Mas.Engine.Kernels;
using Mas.Engine.Tensors;

namespace Mas.Engine.Ops;

/// <summary>
/// Transposed convolution 2x2 with stride 2, the adjoint of the convolution of that size: every pixel becomes a window
/// of its own, so one matrix product makes all windows and no two of them overlap.
/// </summary>
public static class TransposedConvolutionOp
{
    private const int Size = 2;

    /// <summary>Doubles height and width.</summary>
    /// <param name="tape">The tape to append to.</param>
    /// <param name="input">(N, H, W, inputs).</param>
    /// <param name="weight">(inputs, 2, 2, outputs).</param>
    /// <param name="bias">(1, 1, 1, outputs).</param>
    /// <returns>(N, 2H, 2W, outputs).</returns>
    /// <exception cref="ArgumentException">The weight does not fit the input.</exception>
    public static Tensor TransposedConvolution(this Tape tape, Tensor input, Tensor weight, Tensor bias)
    {
        var shape = input.Shape;
        if (weight.Shape is not { Height: Size, Width: Size } || weight.Shape.Batch != shape.Channels)
        {
            throw new ArgumentException(
                $"TransposedConvolution: input {shape} needs a weight ({shape.Channels}, 2, 2, outputs), "
                + $"found {weight.Shape}.");
        }

        var made = new Shape(shape.Batch, shape.Height * Size, shape.Width * Size, weight.Shape.Channels);
        var output = LinearMap.Apply(tape, input, weight, bias, made, new LinearLayout(
            MatrixLayout.RowMajor(shape.Pixels, shape.Channels), new WindowGeometry(made, Size, Size).Layout,
            new Frame(shape, 0), Overlap: false, Tiles: true));
        tape.Trace?.Add(new OpCall.TransposedConvolution(input, weight, bias, output));
        return output;
    }
}
