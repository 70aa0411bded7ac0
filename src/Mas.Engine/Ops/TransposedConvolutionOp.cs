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
                $"TransposedConvolution: input {shape} needs a weight ({shape.Channels}, 2, 2, outputs), found {weight.Shape}.");
        }

        var outputs = weight.Shape.Channels;
        var geometry = new PatchGeometry(shape.Height * Size, shape.Width * Size, outputs, Size, Size, 0);
        input = tape.Stored(input);
        var output = tape.Rent(
            new Shape(shape.Batch, geometry.Height, geometry.Width, outputs), requiresGradient: true);
        var packed = tape.Pool.Rent(Shape.Vector(MatrixProduct.PackedLength(shape.Channels, geometry.PatchLength)));
        MatrixProduct.Pack(weight.Values, geometry.PatchLength, 1, shape.Channels, geometry.PatchLength, packed.Values);
        tape.Workers.For(shape.Batch, picture =>
        {
            Rows.Fill(bias.Values, output.Picture(picture));
            foreach (var band in new PatchBands(tape.Pool, geometry))
            {
                MatrixProduct.Multiply(
                    band.Of(input, picture), shape.Channels, 1, packed.Values, band.Patches,
                    band.Pixels, shape.Channels, geometry.PatchLength, false);
                Patches.Scatter(geometry, band.Patches, band.From, band.To, output.Picture(picture));
            }
        });
        tape.Pool.Return(packed);
        tape.DenseMultiplyAdds += (long)shape.Pixels * weight.Shape.Count;
        tape.Record(new Entry(input, weight, bias, output, geometry));
        return output;
    }

    private sealed class Entry(Tensor input, Tensor weight, Tensor bias, Tensor output, PatchGeometry geometry)
        : TapeEntry(output)
    {
        internal override void Backward(Tape tape)
        {
            Rows.Sum(Output.Gradient!.Values, tape.GradientOf(bias, out _).Values);
            AddWeightGradient(tape, Output.Gradient);
            if (input.RequiresGradient)
            {
                AddInputGradient(tape, Output.Gradient);
            }
        }

        /// <summary>dWeight += inputᵀ x the windows of dOutput.</summary>
        private void AddWeightGradient(Tape tape, Tensor dOutput)
        {
            var inputs = input.Shape.Channels;
            var packedLength = MatrixProduct.PackedLength(geometry.BandRows * input.Shape.Width, geometry.PatchLength);
            WeightGradient.Add(tape, weight, input.Shape.Batch, (picture, sum) =>
            {
                var packed = tape.Pool.Rent(Shape.Vector(packedLength));
                foreach (var band in new PatchBands(tape.Pool, geometry))
                {
                    Patches.Gather(geometry, dOutput.Picture(picture), band.From, band.To, band.Patches);
                    MatrixProduct.MultiplyOnce(
                        band.Of(input, picture), 1, inputs, band.Patches, packed.Values, sum,
                        inputs, band.Pixels, geometry.PatchLength);
                }

                tape.Pool.Return(packed);
            });
        }

        /// <summary>dInput = [dInput +] the windows of dOutput x weightᵀ.</summary>
        private void AddInputGradient(Tape tape, Tensor dOutput)
        {
            var inputs = input.Shape.Channels;
            var dInput = tape.GradientOf(input, out var accumulate);
            var packed = tape.Pool.Rent(Shape.Vector(MatrixProduct.PackedLength(geometry.PatchLength, inputs)));
            MatrixProduct.Pack(
                weight.Values, 1, geometry.PatchLength, geometry.PatchLength, inputs, packed.Values);
            tape.Workers.For(input.Shape.Batch, picture =>
            {
                foreach (var band in new PatchBands(tape.Pool, geometry))
                {
                    Patches.Gather(geometry, dOutput.Picture(picture), band.From, band.To, band.Patches);
                    MatrixProduct.Multiply(
                        band.Patches, geometry.PatchLength, 1, packed.Values, band.Of(dInput, picture),
                        band.Pixels, geometry.PatchLength, inputs, accumulate);
                }
            });
            tape.Pool.Return(packed);
        }
    }
}
